package io.tradebus.core.runtime;

import java.util.concurrent.atomic.AtomicLongArray;

/** Numbers that one thread adds to and any thread may read. Adding costs a plain read and an ordered store. */
final class Tally {
    private static final int PADDING = 8;

    private final AtomicLongArray values;

    Tally(int count) {
        values = new AtomicLongArray(count + 2 * PADDING);
    }

    /** For the one writing thread only. */
    void add(int index, long amount) {
        values.setRelease(PADDING + index, values.getPlain(PADDING + index) + amount);
    }

    long get(int index) {
        return values.getAcquire(PADDING + index);
    }
}
