package io.tradebus.core.idle;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.agrona.collections.ArrayUtil;
import org.jspecify.annotations.Nullable;

/**
 * Where one thread sleeps while it has nothing to do, until its time is over or another thread of the process wakes it.
 *
 * <p>A thread that is to sleep says so first and looks once more: whoever had something for it before that could not know, and
 * whoever has something after that sees the mark and wakes it. Who publishes does not pay for a fence between handing something
 * over and reading the mark. It could read that there is none while what it has stored cannot be seen yet; so the first sleep after
 * the mark is short, yet longer by far than a store takes, and the thread looks again before it sleeps for long. If a wake were
 * lost all the same, it would cost one sleep. What is handed over rarely has the fence, see {@link Bell#ringSurely()}. The mark
 * goes when the thread is woken, so that of many who wake only the first one pays.
 *
 * <p>A thread that has slept for as long as it may many times in a row, and was not woken, sleeps longer still where everybody who
 * may have something for it would wake it; and much longer, at once, where it knows besides that nothing is due by then. Even so it
 * looks from time to time, for what comes from other processes and was not expected.
 */
public final class Sleeper implements LongConsumer {
    /** So many sleeps of the full length come before a longer one. */
    static final int PATIENCE = 8;

    /** By how much those are longer. */
    static final int STRETCH = 4;

    /** By how much sleeps are longer, at most, in which nothing is due. */
    static final int QUIET_STRETCH = 20;

    /** A sleep in which nothing is due is no longer, in nanoseconds. */
    static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(20);

    /** A sleep that is as long as this or longer is long enough, in nanoseconds; others do not become longer. */
    static final long LONG_ENOUGH_NS = TimeUnit.MILLISECONDS.toNanos(10);

    /** The first sleep after the thread has said that it will sleep is no longer, in nanoseconds. */
    static final long FIRST_NS = TimeUnit.MICROSECONDS.toNanos(50);

    /** For a sleeper whose sleeps are as long as it is told. */
    public static final BooleanSupplier NOT_STRETCHED = new BooleanSupplier() {
        @Override
        public boolean getAsBoolean() {
            return false;
        }
    };

    private static final Bell[] NO_BELLS = {};

    private final Sleep sleep;
    private final BooleanSupplier isWokenByAll;
    private final Outlook outlook;
    private volatile @Nullable Thread asleep;
    private volatile Bell[] bells = NO_BELLS;
    private volatile boolean isEnding;

    // Of the thread that sleeps.
    private boolean isFirst;
    private boolean hasSlept;
    private long longestNs;
    private int longSleeps;

    /** @param isWokenByAll whether the thread would be woken whatever happens; asked by the thread */
    public Sleeper(Sleep sleep, BooleanSupplier isWokenByAll) {
        this(sleep, isWokenByAll, Outlook.UNKNOWN);
    }

    /**
     * One that sleeps longer still while nothing is due.
     *
     * @param isWokenByAll whether the thread would be woken whatever happens; asked by the thread
     * @param outlook what the thread knows to be due
     */
    public Sleeper(Sleep sleep, BooleanSupplier isWokenByAll, Outlook outlook) {
        this.sleep = sleep;
        this.isWokenByAll = isWokenByAll;
        this.outlook = outlook;
    }

    /** Sleeps for that many nanoseconds unless it is woken, or for none if it has not said before that it will. */
    @Override
    public void accept(long timeoutNs) {
        if (isEnding) {
            Thread.onSpinWait();
        } else if (asleep == null) {
            asleep = Thread.currentThread();
            for (Bell bell : bells) {
                bell.raise();
            }
            isFirst = true;
            longSleeps = 0;
        } else if (isFirst) {
            isFirst = false;
            hasSlept = true;
            sleep.begin(Math.min(timeoutNs, FIRST_NS));
        } else {
            hasSlept = true;
            sleep.begin(stretched(timeoutNs));
        }
    }

    /** Wakes the thread if it sleeps or is about to. One read if it does not. */
    public void wake() {
        Thread sleeper = asleep;
        if (sleeper != null) {
            asleep = null;
            sleep.end(sleeper);
        }
    }

    /** Wakes the thread, which does not sleep here any more: it is about to end. For any thread. */
    public void end() {
        isEnding = true;
        wake();
    }

    /**
     * Whether the thread, which has slept and was not woken, may sleep on as if it had found nothing: what it did is over, and
     * nothing else is due. Asked by the thread after a cycle.
     */
    public boolean maySleepOn() {
        // Asked once after each sleep: a thread that stays busy keeps the mark, but has nothing to ask for.
        boolean hadSlept = hasSlept;
        hasSlept = false;
        return hadSlept && asleep != null && isWokenByAll() && outlook.quietNs() > 0;
    }

    /** A sleep that only threads can end is not made longer. */
    private boolean isWokenByAll() {
        return longestNs >= sleep.leastNs() && isWokenByAll.getAsBoolean();
    }

    /** It listens to a bell from now on. */
    synchronized void add(Bell bell) {
        bells = ArrayUtil.add(bells, bell);
    }

    synchronized void remove(Bell bell) {
        bells = ArrayUtil.remove(bells, bell);
    }

    private long stretched(long timeoutNs) {
        if (timeoutNs != longestNs) {
            longestNs = Math.max(timeoutNs, longestNs);
            longSleeps = 0;
        }
        if (timeoutNs < longestNs || timeoutNs >= LONG_ENOUGH_NS) {
            return timeoutNs;
        }
        boolean hasBeenPatient = longSleeps >= PATIENCE;
        if (!hasBeenPatient) {
            longSleeps++;
        }
        if (!isWokenByAll()) {
            return timeoutNs;
        }
        long usualNs = hasBeenPatient ? Math.min(timeoutNs * STRETCH, LONG_ENOUGH_NS) : timeoutNs;
        return Math.max(usualNs, Math.min(outlook.quietNs(), Math.min(timeoutNs * QUIET_STRETCH, QUIET_NS)));
    }
}
