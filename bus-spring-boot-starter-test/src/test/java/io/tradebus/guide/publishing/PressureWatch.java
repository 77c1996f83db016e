package io.tradebus.guide.publishing;

import io.tradebus.spring.event.BusBackPressureEntered;
import io.tradebus.spring.event.BusBackPressureLeft;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

// tag::watch[]
@Component
class PressureWatch {
    private static final Logger LOG = LoggerFactory.getLogger(PressureWatch.class);

    private volatile boolean isHeldUp;

    @EventListener
    void on(BusBackPressureEntered event) {
        isHeldUp = true;
        LOG.warn("{} is held up by {}, which is {} bytes behind", event.stream(), event.limitedBy(), event.lag());
    }

    @EventListener
    void on(BusBackPressureLeft event) {
        isHeldUp = false;
    }

    boolean isHeldUp() {
        return isHeldUp;
    }
}
// end::watch[]
