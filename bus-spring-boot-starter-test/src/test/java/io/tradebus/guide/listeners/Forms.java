package io.tradebus.guide.listeners;

import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.guide.messages.NewOrderDecoder;
import io.tradebus.spring.annotation.BusListener;
import org.agrona.DirectBuffer;
import org.springframework.stereotype.Component;

@Component
class Forms {
    private final Seen seen;

    Forms(Seen seen) {
        this.seen = seen;
    }

    // tag::forms[]
    @BusListener("prices")
    void onPrice(DirectBuffer buffer, int offset, int length) { // the log itself
        seen.add("price " + buffer.getLong(offset));
    }

    @BusListener("new-orders")
    void onOrder(NewOrderDecoder order, BusHeader header) { // SBE, over the log
        seen.add("order " + order.orderId() + " of session " + header.sessionId());
    }

    @BusListener("json-orders")
    void onOrderObject(Order order) { // an object, made from JSON
        seen.add("json order " + order.id());
    }

    @BusListener(
            streams = {"prices", "notes"},
            id = "journal")
    void onAnything(BusMessage message) { // two streams, one thread
        seen.add("journal " + message.header().stream() + " " + message.length());
    }
    // end::forms[]
}
