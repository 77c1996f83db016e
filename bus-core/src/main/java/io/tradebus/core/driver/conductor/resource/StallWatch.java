package io.tradebus.core.driver.conductor.resource;

/**
 * Notices that subscribers have stood still for too long although a publisher is ahead of them: somebody claimed a part of
 * the log and did not live to commit it. See docs/shared-memory.md#unblocking.
 */
final class StallWatch {
    private final long timeoutNs;
    private long lastConsumerPosition;
    private long timeOfLastMoveNs;

    StallWatch(long consumerPosition, long timeoutNs, long nowNs) {
        lastConsumerPosition = consumerPosition;
        this.timeoutNs = timeoutNs;
        timeOfLastMoveNs = nowNs;
    }

    /** Takes note of where the fastest subscriber is, and says whether it has waited longer than the timeout. */
    boolean isStalled(long consumerPosition, boolean isPossiblyBlocked, long nowNs) {
        if (!isPossiblyBlocked || consumerPosition != lastConsumerPosition) {
            lastConsumerPosition = consumerPosition;
            timeOfLastMoveNs = nowNs;
            return false;
        }
        return nowNs - timeOfLastMoveNs > timeoutNs;
    }
}
