package io.tradebus.core.driver.exchange;

import org.jspecify.annotations.Nullable;

/**
 * A receiving endpoint that the receiver is to take over.
 *
 * @param endpointId by which it is spoken of; the same for nothing else in this driver
 * @param transport by which it receives, or null if all it receives comes by destinations
 * @param receiverId by which senders tell it from other receivers
 * @param groupTag sent with each status message, or null
 * @param sessionLimit most images of one stream at the same time
 * @param receiveTimestampOffset see {@link io.tradebus.core.format.channel.TimestampOffset}
 * @param evidence what to count
 */
public record ReceiveEndpointSetup(
        long endpointId,
        @Nullable TransportSetup transport,
        long receiverId,
        @Nullable Long groupTag,
        int sessionLimit,
        int receiveTimestampOffset,
        ReceiveEvidence evidence) {}
