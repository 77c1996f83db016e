package io.tradebus.core.driver.exchange;

import io.tradebus.core.format.control.RejectingReceiver;

/**
 * What a receiver says that refuses a stream.
 *
 * @param registrationId of the publication
 * @param destinationId registration id of the destination where the receiver is, -1 if nobody has registered it
 * @param receiver who it is
 * @param errorCode any number; {@link io.tradebus.core.format.control.ErrorCode#of} names it, if it is one that is known
 * @param text any text that the network may bring
 */
public record StreamRefusal(
        long registrationId,
        long destinationId,
        int sessionId,
        int streamId,
        RejectingReceiver receiver,
        int errorCode,
        String text) {}
