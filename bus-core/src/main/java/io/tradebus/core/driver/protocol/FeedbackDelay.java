package io.tradebus.core.driver.protocol;

/**
 * How long a receiver waits before it asks for lost data. Specified in {@code docs/wire-protocol.md#delays}. Called by
 * the receiver.
 */
public interface FeedbackDelay {
    /** Nanoseconds from the detection of a gap to the first request. */
    long firstDelayNs();

    /** Nanoseconds from one request for a gap to the next. */
    long retryDelayNs();
}
