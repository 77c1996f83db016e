package io.tradebus.example.risk.bus;

import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.example.messages.NewOrderDecoder;
import io.tradebus.example.messages.Side;
import io.tradebus.example.messages.Verdict;
import io.tradebus.example.messages.YesNo;
import io.tradebus.example.risk.limit.OrderView;
import io.tradebus.spring.annotation.BusListener;
import io.tradebus.spring.annotation.BusPublication;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.springframework.stereotype.Component;

/**
 * Answers each order with a decision. The place for the answer is claimed before anything is decided: when there is
 * none, the order stays where it is and comes again, so that pressure travels to the gateway and nothing is lost. What
 * cannot be decoded halts the listener, since nothing sensible can be answered: health shows it, and the gateway is
 * held back until an operator has looked.
 */
@Component
public class OrderListener {
    private final Epoch epoch;
    private final OrderDesk desk;
    private final BusPublisher decisions;
    private final DecisionWriter writer;
    private final BusClaim claim = new BusClaim();
    private final OrderView view = new OrderView();
    private final AtomicLong ignored = new AtomicLong();

    OrderListener(
            Epoch epoch, OrderDesk desk, RiskInstance instance, @BusPublication("decisions") BusPublisher decisions) {
        this.epoch = epoch;
        this.desk = desk;
        this.decisions = decisions;
        this.writer = new DecisionWriter(instance.id());
    }

    @BusListener(streams = "orders", id = "risk-check", filter = "epochFilter", onError = "halt")
    BusAction onOrder(NewOrderDecoder order) {
        if (order.epoch() != epoch.current()) {
            // Its gateway is gone, or will ask again in the present epoch.
            ignored.incrementAndGet();
            return BusAction.CONTINUE;
        }
        if (decisions.tryClaim(DecisionWriter.LENGTH, claim) <= 0) {
            return BusAction.ABORT;
        }
        try (claim) {
            answer(order);
            claim.commit();
        }
        return BusAction.CONTINUE;
    }

    /** Orders of an epoch that was over; they are asked for again. */
    public long ignoredCount() {
        return ignored.get();
    }

    private void answer(NewOrderDecoder order) {
        long orderId = order.orderId();
        Verdict earlier = desk.earlierVerdict(orderId);
        boolean isDecided = earlier != Verdict.NULL_VAL;
        if (!isDecided) {
            writer.write(claim, orderId, desk.decide(orderId, view(order)), YesNo.NO);
        } else if (order.possibleResend() == YesNo.YES) {
            writer.write(claim, orderId, earlier, YesNo.YES);
        } else {
            // Nobody said that it might be known, so it is another order under a name that is taken.
            writer.write(claim, orderId, Verdict.DUPLICATE_ORDER, YesNo.NO);
        }
    }

    private OrderView view(NewOrderDecoder order) {
        DirectBuffer buffer = order.buffer();
        int offset = order.offset();
        return view.of(
                        buffer.getLong(offset + NewOrderDecoder.accountEncodingOffset(), ByteOrder.LITTLE_ENDIAN),
                        buffer.getLong(offset + NewOrderDecoder.symbolEncodingOffset(), ByteOrder.LITTLE_ENDIAN))
                .terms(order.side() == Side.BUY, order.quantity(), order.price().mantissa(), order.transactTime());
    }
}
