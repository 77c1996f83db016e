package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.Positions;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Notices that subscribers have stood still for too long although a publisher is ahead of them: somebody claimed a part
 * of the log and did not live to commit it. See docs/shared-memory.md#unblocking.
 */
public final class StallWatch {
    private final long timeoutNs;
    private long lastConsumerPosition;
    private long timeOfLastMoveNs;

    public StallWatch(long consumerPosition, long timeoutNs, long nowNs) {
        lastConsumerPosition = consumerPosition;
        this.timeoutNs = timeoutNs;
        timeOfLastMoveNs = nowNs;
    }

    /** Whether a publisher is ahead of its consumers, so that standing still may be its fault. */
    public static boolean isPossiblyBlocked(UnsafeBuffer metadata, LogDescription description, long consumerPosition) {
        int bitsToShift = Positions.bitsToShift(description.shape().termLength());
        int expectedTermCount = (int) (consumerPosition >> bitsToShift);
        return LogMetadata.activeTermCountAcquire(metadata) != expectedTermCount
                || LogMetadata.producerPosition(metadata, description) > consumerPosition;
    }

    /** Takes note of where the fastest subscriber is, and says whether it has waited longer than the timeout. */
    public boolean isStalled(long consumerPosition, boolean isPossiblyBlocked, long nowNs) {
        if (!isPossiblyBlocked || consumerPosition != lastConsumerPosition) {
            lastConsumerPosition = consumerPosition;
            timeOfLastMoveNs = nowNs;
            return false;
        }
        return nowNs - timeOfLastMoveNs > timeoutNs;
    }
}
