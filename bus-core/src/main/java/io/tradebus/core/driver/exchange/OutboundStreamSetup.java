package io.tradebus.core.driver.exchange;

import io.tradebus.core.driver.protocol.FlowControl;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;

/**
 * A stream that the sender is to send.
 *
 * @param endpointId the endpoint to send it by, which the sender was given before
 * @param log what to send
 * @param signals to and from the conductor
 * @param flowControl how receivers slow it down; the sender's from now on
 * @param receiverCount how many receivers flow control counts, or null when it does not; written by the sender
 * @param retransmits how lost data is sent again
 * @param traits what the channel asks for
 */
public record OutboundStreamSetup(
        long endpointId,
        OutboundLog log,
        OutboundSignals signals,
        FlowControl flowControl,
        @Nullable AtomicCounter receiverCount,
        Retransmits retransmits,
        Traits traits) {
    /**
     * How lost data is sent again.
     *
     * @param maxResend ranges that are sent again at the same time, where there may be several receivers
     * @param delayNs nanoseconds from a request to the answer
     * @param lingerNs nanoseconds in which further requests for the same range are ignored
     */
    public record Retransmits(int maxResend, long delayNs, long lingerNs) {}

    /**
     * What the channel asks for.
     *
     * @param setupFlags flags of each SETUP
     * @param setupTtl time to live that each SETUP names
     * @param isGroup whether there may be several receivers
     * @param isEndOfStreamSent whether heartbeats say when the stream has ended
     * @param sendTimestampOffset see {@link io.tradebus.core.format.channel.TimestampOffset}
     */
    public record Traits(
            int setupFlags, int setupTtl, boolean isGroup, boolean isEndOfStreamSent, int sendTimestampOffset) {}
}
