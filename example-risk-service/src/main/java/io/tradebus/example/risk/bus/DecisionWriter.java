package io.tradebus.example.risk.bus;

import io.tradebus.core.runtime.BusClaim;
import io.tradebus.example.messages.MessageHeaderEncoder;
import io.tradebus.example.messages.OrderDecisionEncoder;
import io.tradebus.example.messages.Verdict;
import io.tradebus.example.messages.YesNo;

/** Encodes decisions in place, header included. */
final class DecisionWriter {
    static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + OrderDecisionEncoder.BLOCK_LENGTH;

    private final long instance;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final OrderDecisionEncoder decision = new OrderDecisionEncoder();

    DecisionWriter(long instance) {
        this.instance = instance;
    }

    void write(BusClaim claim, long orderId, Verdict verdict, YesNo repeated) {
        decision.wrapAndApplyHeader(claim.buffer(), claim.offset(), header)
                .orderId(orderId)
                .riskInstance(instance)
                .verdict(verdict)
                .repeated(repeated);
    }
}
