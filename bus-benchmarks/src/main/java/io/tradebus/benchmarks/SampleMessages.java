package io.tradebus.benchmarks;

import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.example.messages.BeginEpochEncoder;
import io.tradebus.example.messages.MessageHeaderEncoder;
import io.tradebus.example.messages.NewOrderEncoder;
import io.tradebus.example.messages.OrderDecisionEncoder;
import io.tradebus.example.messages.RiskStatusEncoder;
import io.tradebus.example.messages.Side;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Writes SBE messages, each with its number in the first field. For one thread. */
final class SampleMessages {
    /** Bytes before the first field. */
    static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;

    private final BusClaim claim = new BusClaim();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NewOrderEncoder order = new NewOrderEncoder();
    private final OrderDecisionEncoder decision = new OrderDecisionEncoder();
    private final RiskStatusEncoder status = new RiskStatusEncoder();
    private final BeginEpochEncoder begin = new BeginEpochEncoder();

    /** Appends an order. There must be room for it. */
    void appendOrder(BusPublisher publisher, long number) {
        begin(publisher, order);
        order.orderId(number).epoch(1).quantity(100).transactTime(number).side(Side.BUY);
        claim.commit();
    }

    /** Appends a message of one of four kinds, in turn. There must be room for it. */
    void appendEvent(BusPublisher publisher, long number) {
        switch ((int) (number & 3)) {
            case 0 -> {
                appendOrder(publisher, number);
                return;
            }
            case 1 -> {
                begin(publisher, decision);
                decision.orderId(number).riskInstance(1);
            }
            case 2 -> {
                begin(publisher, status);
                status.riskInstance(number).epoch(1);
            }
            default -> {
                begin(publisher, begin);
                begin.epoch(number);
            }
        }
        claim.commit();
    }

    private void begin(BusPublisher publisher, MessageEncoderFlyweight encoder) {
        long result = publisher.tryClaim(HEADER_LENGTH + encoder.sbeBlockLength(), claim);
        // Whoever is the first to reach the end of a term gets this answer, and room at once.
        while (result == OfferStatus.ADMIN_ACTION.code()) {
            result = publisher.tryClaim(HEADER_LENGTH + encoder.sbeBlockLength(), claim);
        }
        if (result < 0) {
            throw new IllegalStateException("no room for a message: " + OfferStatus.of(result));
        }
        header.wrap(claim.buffer(), claim.offset())
                .blockLength(encoder.sbeBlockLength())
                .templateId(encoder.sbeTemplateId())
                .schemaId(encoder.sbeSchemaId())
                .version(encoder.sbeSchemaVersion());
        encoder.wrap(claim.buffer(), claim.offset() + HEADER_LENGTH);
    }
}
