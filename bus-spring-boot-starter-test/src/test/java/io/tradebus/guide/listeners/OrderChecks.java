package io.tradebus.guide.listeners;

import io.tradebus.guide.messages.CheckedOrderEncoder;
import io.tradebus.guide.messages.NewOrderDecoder;
import io.tradebus.guide.messages.YesNo;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.SendTo;
import io.tradebus.spring.listener.BusReply;
import org.springframework.stereotype.Component;

@Component
class OrderChecks {
    // tag::object[]
    @BusListener("json-orders")
    @SendTo("large-orders")
    Order onlyLarge(Order order) {
        return order.quantity() < 1_000 ? null : order; // null sends nothing
    }
    // end::object[]

    // tag::sbe[]
    @BusListener("new-orders")
    @SendTo("checked-orders")
    void check(NewOrderDecoder order, BusReply<CheckedOrderEncoder> reply) {
        reply.encoder().orderId(order.orderId()).accepted(order.quantity() > 0 ? YesNo.YES : YesNo.NO);
    }
    // end::sbe[]
}
