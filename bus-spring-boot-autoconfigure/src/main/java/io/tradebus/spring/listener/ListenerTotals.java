package io.tradebus.spring.listener;

import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerCounters;
import io.tradebus.core.runtime.ReplyCounts;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The counters of a listener and one stream over all its starts: what ended ones counted, and what the present one does. */
final class ListenerTotals implements ListenerCounters {
    private volatile Counts ended = new Counts(0, 0, 0, 0, 0, 0, 0);
    private volatile @Nullable ListenerCounters current;
    private volatile Replied replied = new Replied(ReplyCounts.NONE, () -> ReplyCounts.NONE);

    private record Replied(ReplyCounts ended, Supplier<ReplyCounts> current) {
        ReplyCounts sum() {
            return ended.plus(current.get());
        }
    }

    private record Counts(
            long messages, long bytes, long failures, long retries, long skipped, long deadLettered, long aborts) {
        Counts plus(ListenerCounters other) {
            return new Counts(
                    messages + other.messages(),
                    bytes + other.bytes(),
                    failures + other.failures(),
                    retries + other.retries(),
                    skipped + other.skipped(),
                    deadLettered + other.deadLettered(),
                    aborts + other.aborts());
        }
    }

    void begin(ListenerAgent agent, String stream) {
        current = agent.counters(stream);
        replied = new Replied(replied.ended, () -> agent.replies(stream));
    }

    void end() {
        ListenerCounters counters = current;
        current = null;
        replied = new Replied(replied.sum(), () -> ReplyCounts.NONE);
        if (counters != null) {
            ended = ended.plus(counters);
        }
    }

    ReplyCounts replies() {
        return replied.sum();
    }

    @Override
    public long messages() {
        ListenerCounters now = current;
        return ended.messages() + (now == null ? 0 : now.messages());
    }

    @Override
    public long bytes() {
        ListenerCounters now = current;
        return ended.bytes() + (now == null ? 0 : now.bytes());
    }

    @Override
    public long failures() {
        ListenerCounters now = current;
        return ended.failures() + (now == null ? 0 : now.failures());
    }

    @Override
    public long retries() {
        ListenerCounters now = current;
        return ended.retries() + (now == null ? 0 : now.retries());
    }

    @Override
    public long skipped() {
        ListenerCounters now = current;
        return ended.skipped() + (now == null ? 0 : now.skipped());
    }

    @Override
    public long deadLettered() {
        ListenerCounters now = current;
        return ended.deadLettered() + (now == null ? 0 : now.deadLettered());
    }

    @Override
    public long aborts() {
        ListenerCounters now = current;
        return ended.aborts() + (now == null ? 0 : now.aborts());
    }
}
