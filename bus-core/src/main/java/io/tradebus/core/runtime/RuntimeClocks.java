package io.tradebus.core.runtime;

import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * What a runtime, its client and its embedded driver tell the time by, and how a call that waits lets time pass: by the
 * system, or by a test that turns the clocks and runs everything meanwhile.
 *
 * @param nano for durations, in nanoseconds
 * @param epoch for what is shown and for signs of life, in milliseconds since 1970
 * @param pause lets time pass
 */
public record RuntimeClocks(NanoClock nano, EpochClock epoch, Pause pause) {
    /** The clocks of the system; a call that waits parks its thread. */
    public static final RuntimeClocks SYSTEM =
            new RuntimeClocks(SystemNanoClock.INSTANCE, SystemEpochClock.INSTANCE, Parking.INSTANCE);

    /** Whether time is told by the system. Says less than {@code equals}, and makes no code for that at the start. */
    boolean areOfSystem() {
        return nano.equals(SYSTEM.nano) && epoch.equals(SYSTEM.epoch);
    }

    /** Lets time pass on behalf of a call that waits. */
    @FunctionalInterface
    public interface Pause {
        /** Returns after about so many nanoseconds, or before. */
        void pause(long nanoseconds);
    }

    /** Parks the thread. Not a function, of which the JVM would have to make classes at the start. */
    private enum Parking implements Pause {
        INSTANCE;

        @Override
        public void pause(long nanoseconds) {
            LockSupport.parkNanos(nanoseconds);
        }
    }
}
