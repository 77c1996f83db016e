package io.tradebus.core.driver.conductor;

import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Notices that the clients' ring stands still because somebody claimed a record in it and did not live to commit it,
 * and skips that record. See docs/shared-memory.md#unblock-driver.
 */
public final class RingWatch {
    private final RingBuffer ring;
    private final AtomicCounter unblocked;
    private final long timeoutNs;
    private long lastPosition;
    private long timeOfLastMoveNs;

    /**
     * @param unblocked counts skipped records
     * @param timeoutNs nanoseconds of standing still after which a record is skipped
     */
    public RingWatch(RingBuffer ring, AtomicCounter unblocked, long timeoutNs) {
        this.ring = ring;
        this.unblocked = unblocked;
        this.timeoutNs = timeoutNs;
    }

    void onStart(long nowNs) {
        timeOfLastMoveNs = nowNs;
    }

    void onTick(long nowNs) {
        long position = ring.consumerPosition();
        if (position != lastPosition || ring.producerPosition() == position) {
            lastPosition = position;
            timeOfLastMoveNs = nowNs;
        } else if (nowNs - timeOfLastMoveNs > timeoutNs && ring.unblock()) {
            unblocked.increment();
        }
    }
}
