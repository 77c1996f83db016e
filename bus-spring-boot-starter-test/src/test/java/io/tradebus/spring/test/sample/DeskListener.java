package io.tradebus.spring.test.sample;

import io.tradebus.spring.annotation.BusListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Keeps what it hears. */
@Component
public class DeskListener {
    private final List<Order> orders = new CopyOnWriteArrayList<>();

    @BusListener("orders")
    void onOrder(Order order) {
        if (order.quantity() < 0) {
            throw new IllegalArgumentException("nobody orders " + order.quantity());
        }
        orders.add(order);
    }

    public List<Order> orders() {
        return orders;
    }
}
