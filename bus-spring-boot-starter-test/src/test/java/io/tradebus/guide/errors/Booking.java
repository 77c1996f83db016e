package io.tradebus.guide.errors;

import io.tradebus.spring.annotation.BusListener;
import org.springframework.stereotype.Component;

// tag::listener[]
@Component
class Booking {
    private final Accounts accounts;

    Booking(Accounts accounts) {
        this.accounts = accounts;
    }

    @BusListener(streams = "orders", id = "booking", errorHandler = "bookingErrors")
    void book(String order) {
        accounts.book(order);
    }
}
// end::listener[]
