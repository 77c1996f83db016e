package io.tradebus.guide.minute;

import io.tradebus.guide.messages.CheckedOrderEncoder;
import io.tradebus.guide.messages.NewOrderDecoder;
import io.tradebus.guide.messages.YesNo;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.SendTo;
import io.tradebus.spring.listener.BusReply;
import org.springframework.stereotype.Component;

// tag::check[]
@Component
class RiskCheck {
    @BusListener("orders")
    @SendTo("checked-orders")
    void check(NewOrderDecoder order, BusReply<CheckedOrderEncoder> reply) { // views of two logs: nothing is copied
        reply.encoder().orderId(order.orderId()).accepted(order.quantity() > 0 ? YesNo.YES : YesNo.NO);
    }
}
// end::check[]
