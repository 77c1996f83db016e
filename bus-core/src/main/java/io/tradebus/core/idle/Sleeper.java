package io.tradebus.core.idle;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where one thread sleeps while it has nothing to do, until its time is over or another thread of the process wakes it.
 *
 * <p>A thread that is to sleep says so first and looks once more: whoever had something for it before that could not know, and
 * whoever has something after that sees the mark and wakes it. What hands something over and reads the mark needs no fence
 * between the two: a store becomes visible long before the thread, which sleeps for longer only step by step, has looked the
 * last time. The mark goes when the thread is woken, so that of many who wake only the first one pays.
 *
 * <p>A thread that has slept for as long as it may many times in a row sleeps longer still where everybody who may have
 * something for it would wake it.
 */
public final class Sleeper implements LongConsumer {
    /** So many sleeps of the full length come before a longer one. */
    static final int PATIENCE = 8;

    /** By how much those are longer. */
    static final int STRETCH = 4;

    private final Rest rest;
    private final BooleanSupplier isWokenByAll;
    private volatile @Nullable Thread asleep;

    // Of the thread that sleeps.
    private long longestNs;
    private int longSleeps;

    /** @param isWokenByAll whether the thread would be woken whatever happens; asked by the thread */
    public Sleeper(Rest rest, BooleanSupplier isWokenByAll) {
        this.rest = rest;
        this.isWokenByAll = isWokenByAll;
    }

    /** Sleeps for that many nanoseconds unless it is woken, or for none if it has not said before that it will. */
    @Override
    public void accept(long timeoutNs) {
        if (asleep == null) {
            asleep = Thread.currentThread();
        } else {
            rest.begin(stretched(timeoutNs));
        }
    }

    /** Wakes the thread if it sleeps or is about to. One read if it does not. */
    public void wake() {
        Thread sleeper = asleep;
        if (sleeper != null) {
            asleep = null;
            rest.end(sleeper);
        }
    }

    private long stretched(long timeoutNs) {
        if (timeoutNs < longestNs) {
            longSleeps = 0;
            return timeoutNs;
        }
        longestNs = timeoutNs;
        if (longSleeps < PATIENCE) {
            longSleeps++;
            return timeoutNs;
        }
        return isWokenByAll.getAsBoolean() ? timeoutNs * STRETCH : timeoutNs;
    }
}
