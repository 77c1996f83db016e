package io.tradebus.guide.listeners;

import io.tradebus.spring.annotation.BusBatchEnd;
import io.tradebus.spring.annotation.BusListener;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

// tag::batch[]
@Component
class OrderTable {
    private final List<Order> batch = new ArrayList<>();
    private final Seen seen;

    OrderTable(Seen seen) {
        this.seen = seen;
    }

    @BusListener("json-orders")
    void onOrder(Order order) {
        batch.add(order);
    }

    @BusBatchEnd
    void store() {
        List<Order> orders = List.copyOf(batch);
        batch.clear(); // also if storing fails: the messages come again
        seen.add("stored " + orders.size());
    }
}
// end::batch[]
