package io.tradebus.core.driver.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Values that one thread writes and another reads, each in cache lines of its own, so that neither slows the other down
 * by writing what lies beside it. The class that holds one says who writes and who reads which.
 */
public final class PaddedLongs {
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);

    /** Longs in two cache lines: processors fetch lines in pairs. */
    private static final int SPACING = 16;

    private final long[] values;

    /** @param count how many values, all 0 at first */
    public PaddedLongs(int count) {
        values = new long[(count + 1) * SPACING];
    }

    public long getPlain(int index) {
        return values[slot(index)];
    }

    /** Costs no more than a plain read, and sees a change in the end. */
    public long getOpaque(int index) {
        return (long) ELEMENT.getOpaque(values, slot(index));
    }

    /** Sees everything that was written before the value that it returns was stored with release. */
    public long getAcquire(int index) {
        return (long) ELEMENT.getAcquire(values, slot(index));
    }

    public void setRelease(int index, long value) {
        ELEMENT.setRelease(values, slot(index), value);
    }

    private static int slot(int index) {
        return (index + 1) * SPACING;
    }
}
