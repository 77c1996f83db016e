package io.tradebus.core.client;

import java.net.InetSocketAddress;

/**
 * What a publication is told when a receiver reports an error, such as a rejected image.
 *
 * @param registrationId publication the error is about, as the driver counts it
 * @param destinationRegistrationId destination the report came through, or -1
 * @param sessionId session of the publication
 * @param streamId stream of the publication
 * @param receiverId who reports, or -1 for a subscriber in shared memory
 * @param groupTag tag of the receiver, or -1 when it has none
 * @param source where the report came from
 * @param errorCode one of the codes in docs/shared-memory.md#error-codes
 * @param message the reason as given by who rejected
 */
public record PublicationError(
        long registrationId,
        long destinationRegistrationId,
        int sessionId,
        int streamId,
        long receiverId,
        long groupTag,
        InetSocketAddress source,
        int errorCode,
        String message) {}
