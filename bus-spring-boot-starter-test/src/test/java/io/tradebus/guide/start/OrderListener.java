package io.tradebus.guide.start;

// tag::listener[]
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.spring.annotation.BusListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class OrderListener {
    private static final Logger LOG = LoggerFactory.getLogger(OrderListener.class);

    @BusListener("orders")
    void onOrder(String order, BusHeader header) {
        LOG.info("received '{}' at position {}", order, header.position());
    }
}
// end::listener[]
