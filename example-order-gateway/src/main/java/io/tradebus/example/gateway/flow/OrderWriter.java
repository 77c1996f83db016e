package io.tradebus.example.gateway.flow;

import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.example.gateway.NewOrder;
import io.tradebus.example.messages.BeginEpochEncoder;
import io.tradebus.example.messages.MessageHeaderEncoder;
import io.tradebus.example.messages.NewOrderEncoder;
import io.tradebus.example.messages.YesNo;

/** Encodes in place, in the log itself. One thread at a time; never waits. */
final class OrderWriter {
    private static final int ORDER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + NewOrderEncoder.BLOCK_LENGTH;
    private static final int MARK_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + BeginEpochEncoder.BLOCK_LENGTH;

    private final BusPublisher orders;
    private final BusClaim claim = new BusClaim();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NewOrderEncoder encoder = new NewOrderEncoder();
    private final BeginEpochEncoder mark = new BeginEpochEncoder();

    OrderWriter(BusPublisher orders) {
        this.orders = orders;
    }

    /** Returns the position after the order, or one of the negative codes of {@link OfferStatus}. */
    long order(NewOrder order, long epoch, boolean isPossibleResend) {
        long result = claim(ORDER_LENGTH);
        if (result > 0) {
            try (claim) {
                encoder.wrapAndApplyHeader(claim.buffer(), claim.offset(), header)
                        .orderId(order.orderId())
                        .epoch(epoch)
                        .account(order.account())
                        .symbol(order.symbol())
                        .quantity(order.quantity());
                encoder.price().mantissa(order.priceMantissa());
                encoder.transactTime(order.transactTimeNs())
                        .side(order.side())
                        .possibleResend(isPossibleResend ? YesNo.YES : YesNo.NO);
                claim.commit();
            }
        }
        return result;
    }

    /** Returns the position after the mark, or one of the negative codes of {@link OfferStatus}. */
    long beginEpoch(long epoch) {
        long result = claim(MARK_LENGTH);
        if (result > 0) {
            try (claim) {
                mark.wrapAndApplyHeader(claim.buffer(), claim.offset(), header).epoch(epoch);
                claim.commit();
            }
        }
        return result;
    }

    private long claim(int length) {
        long result = orders.tryClaim(length, claim);
        // The log turns its page: the next attempt finds the new one.
        return result == OfferStatus.ADMIN_ACTION.code() ? orders.tryClaim(length, claim) : result;
    }
}
