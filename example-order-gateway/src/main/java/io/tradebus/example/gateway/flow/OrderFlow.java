package io.tradebus.example.gateway.flow;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.OfferStatus;
import io.tradebus.example.gateway.GatewayProperties;
import io.tradebus.example.gateway.NewOrder;
import io.tradebus.example.messages.Verdict;
import io.tradebus.spring.annotation.BusPublication;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends orders and finds who waits for the decision that comes back. Keeps each order until then, and asks again for
 * those whose answer was lost with a process; {@link RiskPeer} says when. Safe for any number of threads; nothing waits.
 */
@Component
public class OrderFlow {
    private static final Logger LOG = LoggerFactory.getLogger(OrderFlow.class);

    private final ConcurrentMap<Long, OutstandingOrder> outstanding = new ConcurrentHashMap<>();
    private final Object sendLock = new Object();
    private final OrderWriter writer;
    private final RiskPeer peer;
    private final FlowStatistics statistics;
    private long sequence;
    private long lastEpoch;
    private List<OutstandingOrder> askAgain = List.of();
    private int askedAgain;

    OrderFlow(@BusPublication("orders") BusPublisher orders, GatewayProperties properties, FlowStatistics statistics) {
        this.writer = new OrderWriter(orders);
        this.peer = new RiskPeer(properties.silenceLimit().toNanos());
        this.statistics = statistics;
    }

    /**
     * Sends an order, if there is somebody to decide it and room in the log.
     *
     * @param isPossibleResend whether the order may have been sent under this id before and lost its answer
     * @param callback told of the decision if this returns {@link Submission#SENT}, and not otherwise
     */
    public Submission submit(NewOrder order, boolean isPossibleResend, DecisionCallback callback) {
        synchronized (sendLock) {
            if (!peer.isUp()) {
                return Submission.NO_RISK_SERVICE;
            }
            OutstandingOrder entry = new OutstandingOrder(sequence + 1, order, System.nanoTime(), callback);
            // Entered before it is sent: the decision may come back before this thread goes on.
            if (outstanding.putIfAbsent(order.orderId(), entry) != null) {
                return Submission.ID_IN_USE;
            }
            long result = writer.order(order, peer.epoch(), isPossibleResend);
            if (result < 0) {
                outstanding.remove(order.orderId());
                return refused(result);
            }
            sequence++;
            statistics.onSent();
            return Submission.SENT;
        }
    }

    /** Orders that have no decision yet. */
    public int outstandingCount() {
        return outstanding.size();
    }

    /** What the gateway and the risk service are doing together, in lower case. */
    public String peerState() {
        return peer.state().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Whether orders can be sent. */
    public boolean isUp() {
        return peer.isUp();
    }

    void onDecision(long orderId, long instance, Verdict verdict, boolean isRepeated) {
        peer.onDecision(instance);
        OutstandingOrder entry = outstanding.remove(orderId);
        if (entry == null) {
            statistics.onUnexpectedDecision();
            return;
        }
        statistics.onDecision(entry.order(), verdict, System.nanoTime() - entry.sentNs(), isRepeated);
        tell(entry, verdict);
    }

    /** What goes wrong where somebody waits, such as a caller who hung up, must not end the decisions of all others. */
    private static void tell(OutstandingOrder entry, Verdict verdict) {
        try {
            entry.callback().onDecision(verdict);
        } catch (RuntimeException failure) {
            LOG.warn(
                    "the decision {} about order {} could not be passed on",
                    verdict,
                    entry.order().orderId(),
                    failure);
        }
    }

    void onStatus(long instance, long confirmedEpoch) {
        peer.onStatus(instance, confirmedEpoch, System.nanoTime());
    }

    @Scheduled(fixedDelay = 10)
    void onTick() {
        RiskPeer.State before = peer.state();
        switch (peer.onTick(System.nanoTime())) {
            case BEGIN_EPOCH -> beginEpoch();
            case ASK_AGAIN -> askAgain();
            case NOTHING -> {
                // Most of the time.
            }
        }
        log(before, peer.state());
    }

    private void beginEpoch() {
        synchronized (sendLock) {
            peer.onBeginning();
            askAgain = List.of();
            long epoch = Math.max(lastEpoch + 1, System.currentTimeMillis() * 1_000);
            if (writer.beginEpoch(epoch) > 0) {
                lastEpoch = epoch;
                peer.onEpochBegun(epoch, System.nanoTime());
            }
        }
    }

    /** Sends as many as there is room for; what is left waits for the next tick. */
    private void askAgain() {
        synchronized (sendLock) {
            if (askAgain.isEmpty()) {
                askAgain = new ArrayList<>(outstanding.values());
                askAgain.sort(Comparator.comparingLong(OutstandingOrder::sequence));
                askedAgain = 0;
            }
            while (askedAgain < askAgain.size()) {
                NewOrder order = askAgain.get(askedAgain).order();
                if (outstanding.containsKey(order.orderId()) && writer.order(order, peer.epoch(), true) < 0) {
                    return;
                }
                askedAgain++;
            }
            statistics.onResent(askedAgain);
            askAgain = List.of();
            peer.onAskedAgain();
        }
    }

    private Submission refused(long result) {
        if (result == OfferStatus.BACK_PRESSURED.code() || result == OfferStatus.ADMIN_ACTION.code()) {
            statistics.onBackPressure();
            return Submission.BACK_PRESSURED;
        }
        return Submission.NO_RISK_SERVICE;
    }

    private void log(RiskPeer.State before, RiskPeer.State now) {
        if (before == now) {
            return;
        }
        switch (now) {
            case LOST ->
                LOG.warn(
                        "risk service lost: no sign of life, {} orders wait for their decision;"
                                + " new ones are refused, and these will be asked for again when it is back",
                        outstanding.size());
            case UP ->
                LOG.info(
                        "risk service is there: instance={}, asked again for {} orders",
                        Long.toHexString(peer.instance()),
                        askedAgain);
            case BEGINNING -> {
                if (before == RiskPeer.State.UP) {
                    LOG.warn(
                            "risk service was replaced by another process; {} orders wait for their decision",
                            outstanding.size());
                }
            }
            default -> {
                // Only steps on the way.
            }
        }
    }
}
