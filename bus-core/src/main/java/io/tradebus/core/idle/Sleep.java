package io.tradebus.core.idle;

import java.util.concurrent.locks.LockSupport;

/** How a thread passes the time, and how another one ends that. */
public interface Sleep {
    /** Parks the thread. */
    Sleep PARK = new Sleep() {
        @Override
        public void begin(long timeoutNs) {
            LockSupport.parkNanos(timeoutNs);
        }

        @Override
        public void end(Thread sleeper) {
            LockSupport.unpark(sleeper);
        }
    };

    /** Returns after that many nanoseconds, or before; at once if it was ended since it began the last time. */
    void begin(long timeoutNs);

    /** A shorter sleep, in nanoseconds, is ended by other threads alone. */
    default long leastNs() {
        return 0;
    }

    /** Ends the sleep of a thread, or the next one if it does not sleep. Called by any thread. */
    void end(Thread sleeper);
}
