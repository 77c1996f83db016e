package io.tradebus.core.driver;

import io.tradebus.core.driver.media.PortWait;
import io.tradebus.core.idle.Sleep;
import io.tradebus.core.idle.Wakeups;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Sleeps at ports where they can wake the thread up, else blindly. */
final class PortSleep implements Sleep, BooleanSupplier {
    private final PortWait wait;
    private final Wakeups wakeups;

    /** @param wakeups know whether all who may have something for the thread wake it */
    PortSleep(PortWait wait, Wakeups wakeups) {
        this.wait = wait;
        this.wakeups = wakeups;
    }

    @Override
    public void begin(long timeoutNs) {
        if (!wait.await(timeoutNs)) {
            LockSupport.parkNanos(timeoutNs);
        }
    }

    @Override
    public long leastNs() {
        return wait.leastNs();
    }

    /** Whether the thread is woken whatever happens. */
    @Override
    public boolean getAsBoolean() {
        return wakeups.isPrivate() && wait.isComplete();
    }

    /** In both ways, since whoever ends it cannot know in which one the thread sleeps. */
    @Override
    public void end(Thread sleeper) {
        LockSupport.unpark(sleeper);
        wait.wake();
    }
}
