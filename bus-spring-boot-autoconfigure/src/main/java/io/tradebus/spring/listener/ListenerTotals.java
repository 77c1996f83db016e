package io.tradebus.spring.listener;

import io.tradebus.core.runtime.ListenerCounters;
import io.tradebus.core.runtime.ReplyCounts;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The counters of a listener and one stream over all its starts: what ended ones counted, and what the present one does.
 * Never goes back: whoever reads while a listener ends finds it counted once.
 */
final class ListenerTotals implements ListenerCounters {
    private static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    private volatile State state = new State(NOTHING, NOTHING);

    private volatile Replied replied = new Replied(ReplyCounts.NONE, null);

    private record Replied(ReplyCounts ended, @Nullable Supplier<ReplyCounts> current) {
        ReplyCounts sum() {
            return current == null ? ended : ended.plus(current.get());
        }
    }

    private record State(ListenerCounters ended, ListenerCounters current) {}

    private record Counts(
            long messages,
            long bytes,
            long failures,
            long retries,
            long skipped,
            long deadLettered,
            long aborts,
            long incomplete)
            implements ListenerCounters {
        static Counts of(ListenerCounters sums) {
            return new Counts(
                    sums.messages(),
                    sums.bytes(),
                    sums.failures(),
                    sums.retries(),
                    sums.skipped(),
                    sums.deadLettered(),
                    sums.aborts(),
                    sums.incomplete());
        }
    }

    void begin(ListenerCounters counters, Supplier<ReplyCounts> replies) {
        state = new State(state.ended, counters);
        replied = new Replied(replied.ended, replies);
    }

    void end() {
        state = new State(Counts.of(this), NOTHING);
        replied = new Replied(replied.sum(), null);
    }

    ReplyCounts replies() {
        return replied.sum();
    }

    private long sum(ToLongFunction<ListenerCounters> count) {
        State now = state;
        return count.applyAsLong(now.ended) + count.applyAsLong(now.current);
    }

    @Override
    public long messages() {
        return sum(ListenerCounters::messages);
    }

    @Override
    public long bytes() {
        return sum(ListenerCounters::bytes);
    }

    @Override
    public long failures() {
        return sum(ListenerCounters::failures);
    }

    @Override
    public long retries() {
        return sum(ListenerCounters::retries);
    }

    @Override
    public long skipped() {
        return sum(ListenerCounters::skipped);
    }

    @Override
    public long deadLettered() {
        return sum(ListenerCounters::deadLettered);
    }

    @Override
    public long aborts() {
        return sum(ListenerCounters::aborts);
    }

    @Override
    public long incomplete() {
        return sum(ListenerCounters::incomplete);
    }
}
