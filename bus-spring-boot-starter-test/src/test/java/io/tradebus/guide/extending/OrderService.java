package io.tradebus.guide.extending;

import io.tradebus.spring.core.BusOperations;

// tag::service[]
class OrderService {
    private final BusOperations bus;

    OrderService(BusOperations bus) {
        this.bus = bus;
    }

    boolean order(String text) {
        return bus.offer("orders", text).isAccepted();
    }
}
// end::service[]
