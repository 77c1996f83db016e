package io.tradebus.example.gateway.replay;

import io.tradebus.example.gateway.GatewayProperties.ReplayProperties;
import io.tradebus.example.gateway.NewOrder;
import io.tradebus.example.gateway.flow.OrderFlow;
import io.tradebus.example.gateway.flow.Submission;
import io.tradebus.example.messages.Verdict;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends the orders of a file, with a bound on how many wait for their decision at a time, and waits for the last
 * decision. Goes on by itself after the risk service was away.
 */
final class Replay {
    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(50);

    private final OrderFlow flow;
    private final ReplayProperties properties;
    private final List<NewOrder> orders;
    private final ReplayProgress progress;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger moves = new AtomicInteger();
    private long lastMoveNs;
    private int movesSeen;
    private int backPressureEpisodes;

    Replay(OrderFlow flow, ReplayProperties properties, List<NewOrder> orders, ReplayProgress progress) {
        this.flow = flow;
        this.properties = properties;
        this.orders = orders;
        this.progress = progress;
    }

    /**
     * Returns when every order has its decision, or when nothing has moved for as long as {@code patience} says.
     *
     * @return whether every order has its decision
     */
    boolean run() {
        long beginNs = System.nanoTime();
        lastMoveNs = beginNs;
        for (int i = 0; i < orders.size(); i++) {
            if (!progress.isDecided(i) && !(awaitTurn(i, beginNs) && send(i))) {
                return false;
            }
        }
        while (waiting.get() > 0) {
            if (!pause()) {
                return false;
            }
        }
        return true;
    }

    /** Times that sending had to wait for room in the log, however long each of them was. */
    int backPressureEpisodes() {
        return backPressureEpisodes;
    }

    private boolean awaitTurn(int index, long beginNs) {
        long dueNs = dueNs(index, beginNs);
        while (System.nanoTime() - dueNs < 0) {
            LockSupport.parkNanos(Math.min(dueNs - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(1)));
            // An hour without orders is no reason to lose patience.
            lastMoveNs = System.nanoTime();
        }
        while (waiting.get() >= properties.maxOutstanding()) {
            if (!pause()) {
                return false;
            }
        }
        return true;
    }

    private long dueNs(int index, long beginNs) {
        if (properties.over() == null) {
            return beginNs;
        }
        long firstNs = orders.get(0).transactTimeNs();
        long lastNs = orders.get(orders.size() - 1).transactTimeNs();
        double share = (double) (orders.get(index).transactTimeNs() - firstNs) / Math.max(1, lastNs - firstNs);
        return beginNs + (long) (share * properties.over().toNanos());
    }

    private boolean send(int index) {
        boolean isFirstAttempt = true;
        waiting.incrementAndGet();
        while (true) {
            Submission submission =
                    flow.submit(orders.get(index), progress.isContinued(), verdict -> onDecision(index, verdict));
            if (submission == Submission.SENT) {
                moves.incrementAndGet();
                return true;
            }
            if (submission == Submission.BACK_PRESSURED && isFirstAttempt) {
                backPressureEpisodes++;
            }
            isFirstAttempt = false;
            if (!pause()) {
                waiting.decrementAndGet();
                return false;
            }
        }
    }

    private void onDecision(int index, Verdict verdict) {
        progress.onDecision(index, verdict);
        moves.incrementAndGet();
        waiting.decrementAndGet();
    }

    /** Waits a moment; false when patience is over. */
    private boolean pause() {
        LockSupport.parkNanos(PAUSE_NS);
        long nowNs = System.nanoTime();
        if (moves.get() != movesSeen) {
            movesSeen = moves.get();
            lastMoveNs = nowNs;
        }
        return nowNs - lastMoveNs < properties.patience().toNanos()
                && !Thread.currentThread().isInterrupted();
    }
}
