package io.tradebus.core.driver.sender;

import org.agrona.concurrent.status.AtomicCounter;

/** How far a stream was sent, and how far it may be. Others read both from the counters. */
final class OutboundProgress {
    private final AtomicCounter positionCounter;
    private final AtomicCounter limitCounter;
    private long position;
    private long limit;

    /** Begins where the counters stand. */
    OutboundProgress(AtomicCounter positionCounter, AtomicCounter limitCounter) {
        this.positionCounter = positionCounter;
        this.limitCounter = limitCounter;
        position = positionCounter.getPlain();
        limit = limitCounter.getPlain();
    }

    /** Up to here everything was sent, in bytes from the start of the stream. */
    long position() {
        return position;
    }

    void position(long newPosition) {
        if (newPosition != position) {
            position = newPosition;
            positionCounter.setRelease(newPosition);
        }
    }

    /** The first position that must not be sent. */
    long limit() {
        return limit;
    }

    void limit(long newLimit) {
        if (newLimit != limit) {
            limit = newLimit;
            limitCounter.setRelease(newLimit);
        }
    }
}
