package io.tradebus.core.driver;

import io.tradebus.core.driver.media.PortWait;
import org.jspecify.annotations.Nullable;

/**
 * The place of a wait that is made when there are to be ports. Until then nothing can arrive at one, so that the thread
 * sleeps without and yet is woken by all that may have something for it.
 */
final class PortWaitOnDemand implements PortWait {
    private volatile @Nullable PortWait given;

    /** Has the thread wait by it from its next sleep on. For any thread, before there is a port. */
    void give(PortWait made) {
        given = made;
    }

    @Override
    public boolean await(long timeoutNs) {
        PortWait known = given;
        return known != null && known.await(timeoutNs);
    }

    @Override
    public boolean isComplete() {
        PortWait known = given;
        return known == null || known.isComplete();
    }

    @Override
    public long leastNs() {
        PortWait known = given;
        return known == null ? 0 : known.leastNs();
    }

    @Override
    public void wake() {
        PortWait known = given;
        if (known != null) {
            known.wake();
        }
    }
}
