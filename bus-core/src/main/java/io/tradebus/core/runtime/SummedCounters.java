package io.tradebus.core.runtime;

import java.util.List;
import java.util.function.ToLongFunction;

/** What all lanes of a listener did with the messages of one stream. */
record SummedCounters(List<StreamCounters> lanes) implements ListenerCounters {
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

    private long sum(ToLongFunction<ListenerCounters> count) {
        return lanes.stream().mapToLong(count::applyAsLong).sum();
    }
}
