package io.tradebus.core.driver;

import io.tradebus.core.driver.media.PortWait;
import io.tradebus.core.idle.Sleep;
import java.util.concurrent.locks.LockSupport;

/** Sleeps at ports where they can wake the thread up, else blindly. */
final class PortSleep implements Sleep {
    private final PortWait wait;

    PortSleep(PortWait wait) {
        this.wait = wait;
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

    /** In both ways, since whoever ends it cannot know in which one the thread sleeps. */
    @Override
    public void end(Thread sleeper) {
        LockSupport.unpark(sleeper);
        wait.wake();
    }
}
