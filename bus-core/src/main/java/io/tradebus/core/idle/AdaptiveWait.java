package io.tradebus.core.idle;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.agrona.concurrent.NanoClock;

/**
 * Decides how long one thread sleeps while there is nothing to do. For that thread.
 *
 * <p>Where everybody who may have something for it would wake it, it sleeps until it is woken, or until it has something to do
 * by itself. Where nobody can wake it, as for what comes from other processes, it sleeps as its idle strategy says, or until
 * shortly before the moment at which the next arrival is expected: never longer than the longest sleep of its strategy.
 */
public final class AdaptiveWait implements LongConsumer {
    /** The longest sleep of a thread that is woken, in nanoseconds. A wake that were lost would cost no more. */
    public static final long LONGEST_NS = TimeUnit.MILLISECONDS.toNanos(250);

    /** What a thread looks after. Asked by the thread. */
    public interface Agenda extends Outlook {
        /** What {@link #quietNs} returns when there is nothing to do unless something comes. */
        long NOTHING_TO_DO = Long.MAX_VALUE;

        /** Whether whatever comes wakes the thread. */
        boolean isWokenByAll();
    }

    private final Sleeper sleeper;
    private final Agenda agenda;
    private final NanoClock clock;
    private final boolean isPatient;
    private final ArrivalRhythm rhythm = new ArrivalRhythm();
    private long longestNs;

    /**
     * @param sleeper where the thread sleeps, which does not stretch its sleeps
     * @param isPatient whether the idle strategy sleeps equally long each time, so that arrivals are not waited for
     */
    public AdaptiveWait(Sleeper sleeper, Agenda agenda, NanoClock clock, boolean isPatient) {
        this.sleeper = sleeper;
        this.agenda = agenda;
        this.clock = clock;
        this.isPatient = isPatient;
    }

    /** There was something to do at a moment on the clock. */
    public void onWork(long nowNs) {
        rhythm.onFound(nowNs);
    }

    /** Sleeps, for that many nanoseconds if nothing better is known. */
    @Override
    public void accept(long timeoutNs) {
        longestNs = Math.max(longestNs, timeoutNs);
        long quietNs = agenda.quietNs();
        if (quietNs <= 0) {
            sleeper.accept(timeoutNs);
        } else if (agenda.isWokenByAll()) {
            sleeper.accept(Math.min(quietNs, Math.max(timeoutNs, LONGEST_NS)));
        } else {
            sleeper.accept(Math.min(quietNs, isPatient ? timeoutNs : expectantNs(timeoutNs)));
        }
    }

    private long expectantNs(long timeoutNs) {
        long sleepNs = rhythm.sleepNs(clock.nanoTime(), longestNs);
        return sleepNs == ArrivalRhythm.UNKNOWN ? timeoutNs : sleepNs;
    }
}
