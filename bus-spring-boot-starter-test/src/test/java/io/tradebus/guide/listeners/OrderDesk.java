package io.tradebus.guide.listeners;

import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.guide.messages.CancelOrderDecoder;
import io.tradebus.guide.messages.NewOrderDecoder;
import io.tradebus.spring.annotation.BusHandler;
import io.tradebus.spring.annotation.BusListener;
import org.springframework.stereotype.Component;

// tag::desk[]
@Component
@BusListener("desk-orders")
class OrderDesk {
    private final Seen seen;

    OrderDesk(Seen seen) {
        this.seen = seen;
    }

    @BusHandler
    void onNew(NewOrderDecoder order) {
        seen.add("new " + order.orderId());
    }

    @BusHandler
    void onCancel(CancelOrderDecoder cancel, BusHeader header) {
        seen.add("cancel " + cancel.orderId());
    }

    @BusHandler(isDefault = true)
    void onOther(BusMessage message) {
        seen.add("other " + message.length());
    }
}
// end::desk[]
