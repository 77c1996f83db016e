package io.tradebus.guide.errors;

import io.tradebus.core.runtime.BusHeader;
import io.tradebus.spring.annotation.BusListener;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

// tag::once[]
@Component
class Once {
    private final Map<Integer, Long> handled = new HashMap<>(); // session, position; in a real one beside the data

    @BusListener(streams = "orders", id = "once")
    void onOrder(String order, BusHeader header) {
        long before = handled.getOrDefault(header.sessionId(), -1L);
        if (header.position() > before) {
            store(order);
            handled.put(header.sessionId(), header.position());
        }
    }
    // end::once[]

    private void store(String order) {
        if (order.isEmpty()) {
            throw new IllegalStateException("cannot be stored");
        }
    }
}
