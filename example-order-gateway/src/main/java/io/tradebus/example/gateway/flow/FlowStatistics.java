package io.tradebus.example.gateway.flow;

import io.tradebus.example.gateway.NewOrder;
import io.tradebus.example.messages.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.springframework.stereotype.Component;

/** What has happened since the start, in numbers. Written by every thread that sends or listens, read by any. */
@Component
public class FlowStatistics {
    private static final int RECENT = 14;
    private static final long LONGEST_LATENCY_NS = TimeUnit.MINUTES.toNanos(10);
    private static final int LATENCY_DIGITS = 3;

    private final LongAdder sent = new LongAdder();
    private final LongAdder resent = new LongAdder();
    private final LongAdder decisions = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder unexpected = new LongAdder();
    private final LongAdder backPressured = new LongAdder();
    private final Map<Verdict, LongAdder> byVerdict = new EnumMap<>(Verdict.class);
    private final Histogram latencies = new ConcurrentHistogram(LONGEST_LATENCY_NS, LATENCY_DIGITS);
    private final Deque<RecentDecision> recent = new ArrayDeque<>();

    /**
     * A decision to show.
     *
     * @param latencyNs time from sending the order to reading the decision
     */
    public record RecentDecision(NewOrder order, Verdict verdict, long latencyNs) {}

    FlowStatistics() {
        for (Verdict verdict : Verdict.values()) {
            byVerdict.put(verdict, new LongAdder());
        }
    }

    void onSent() {
        sent.increment();
    }

    void onResent(int count) {
        resent.add(count);
    }

    void onBackPressure() {
        backPressured.increment();
    }

    void onUnexpectedDecision() {
        unexpected.increment();
    }

    void onDecision(NewOrder order, Verdict verdict, long latencyNs, boolean isRepeated) {
        decisions.increment();
        if (isRepeated) {
            repeated.increment();
        }
        byVerdict.getOrDefault(verdict, unexpected).increment();
        latencies.recordValue(Math.min(latencyNs, LONGEST_LATENCY_NS));
        synchronized (recent) {
            recent.addFirst(new RecentDecision(order, verdict, latencyNs));
            if (recent.size() > RECENT) {
                recent.removeLast();
            }
        }
    }

    /** Orders sent, each counted once. */
    public long sent() {
        return sent.sum();
    }

    /** Orders sent again because an answer may have been lost. */
    public long resent() {
        return resent.sum();
    }

    /** Decisions that were awaited. */
    public long decisions() {
        return decisions.sum();
    }

    /** Decisions that had been made before and were told again because they were asked for again. */
    public long repeated() {
        return repeated.sum();
    }

    /** Decisions that nobody awaited. */
    public long unexpected() {
        return unexpected.sum();
    }

    /** Times that an order found no room in the log. */
    public long backPressured() {
        return backPressured.sum();
    }

    public long decisions(Verdict verdict) {
        return byVerdict.getOrDefault(verdict, unexpected).sum();
    }

    /** Time in nanoseconds from sending an order first to reading its decision; a copy. */
    public Histogram latencies() {
        return latencies.copy();
    }

    /** The last few decisions, the newest first. */
    public List<RecentDecision> recent() {
        synchronized (recent) {
            return new ArrayList<>(recent);
        }
    }
}
