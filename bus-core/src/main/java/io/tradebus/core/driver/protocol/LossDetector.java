package io.tradebus.core.driver.protocol;

import org.agrona.concurrent.UnsafeBuffer;

/** Finds what an image lacks. */
public final class LossDetector {
    private final int termLength;
    private final int initialTermId;
    private final FeedbackDelay delay;
    private final GapSettings settings;
    private final GapHandler handler;
    private boolean foundLoss;

    public LossDetector(
            int termLength, int initialTermId, FeedbackDelay delay, GapSettings settings, GapHandler handler) {
        this.termLength = termLength;
        this.initialTermId = initialTermId;
        this.delay = delay;
        this.settings = settings;
        this.handler = handler;
    }

    /**
     * Moves the rebuild position over what is complete, and has gaps asked for that are due.
     *
     * @param terms the three partitions of the log
     * @param rebuildPosition up to which the log is complete: the greater one of what was returned last, and the position
     *     of the fastest subscriber
     * @param highWaterMark up to which the sender is known to have sent
     * @return up to which the log is complete now
     */
    public long track(UnsafeBuffer[] terms, long rebuildPosition, long highWaterMark, long nowNs) {
        return rebuildPosition;
    }

    /** Whether the last call found a gap that was not the oldest one before, which is what congestion control counts. */
    public boolean foundLoss() {
        return foundLoss;
    }
}
