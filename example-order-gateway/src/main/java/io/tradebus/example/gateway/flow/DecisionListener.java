package io.tradebus.example.gateway.flow;

import io.tradebus.example.messages.OrderDecisionDecoder;
import io.tradebus.example.messages.YesNo;
import io.tradebus.spring.annotation.BusListener;
import org.springframework.stereotype.Component;

/** Hears the decisions of the risk service. */
@Component
class DecisionListener {
    private final OrderFlow flow;

    DecisionListener(OrderFlow flow) {
        this.flow = flow;
    }

    @BusListener(streams = "decisions", id = "decisions", filter = "statusFilter", onError = "halt")
    void onDecision(OrderDecisionDecoder decision) {
        flow.onDecision(
                decision.orderId(), decision.riskInstance(), decision.verdict(), decision.repeated() == YesNo.YES);
    }
}
