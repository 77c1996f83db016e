package io.tradebus.core.driver.protocol;

/**
 * Decides how many bytes a receiver lets be in flight. Specified in {@code docs/wire-protocol.md#congestion-control}.
 * Belongs to one image and its receiver.
 */
public interface CongestionControl {
    /** Bytes that the sender may be ahead of what was consumed. A change is announced by a status message. */
    int windowLength();

    /** The largest window there can be, in bytes. */
    int maxWindowLength();

    /**
     * Is called each time the image was searched for gaps; may change the window.
     *
     * @param consumptionPosition up to which every subscriber has read
     * @param lastScheduledPosition of the last status message that was scheduled
     * @param lossFound whether a new gap was found
     * @return whether a status message must be sent whatever else holds
     */
    boolean onTrack(long nowNs, long consumptionPosition, long lastScheduledPosition, boolean lossFound);

    /** Whether the round trip should be measured now. */
    boolean shouldMeasureRtt(long nowNs);

    /** Is told that a measurement was asked for. */
    void onRttSent(long nowNs);

    /** Takes the answer. */
    void onRtt(long nowNs, long rttNs);

    /** Nanoseconds that a round trip is taken for, or 0 where that does not matter. */
    long rttNs();
}
