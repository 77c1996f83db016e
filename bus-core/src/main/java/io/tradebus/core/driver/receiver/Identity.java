package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.ReceiveEndpointSetup;
import io.tradebus.core.format.frame.ErrorFrame;
import io.tradebus.core.format.frame.StatusMessageFrame;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** By what senders know an endpoint, whichever of its transports they hear it by. */
record Identity(long receiverId, @Nullable Long groupTag) {
    static Identity of(ReceiveEndpointSetup setup) {
        return new Identity(setup.receiverId(), setup.groupTag());
    }

    /** Writes a status message without position at the start of a buffer, and returns its length. */
    int writeStatusMessage(UnsafeBuffer buffer, int flags, int sessionId, int streamId) {
        StatusMessageFrame.write(buffer, 0, flags, sessionId, streamId, receiverId);
        Long tag = groupTag;
        if (tag == null) {
            return StatusMessageFrame.LENGTH;
        }
        StatusMessageFrame.writeGroupTag(buffer, 0, tag);
        return StatusMessageFrame.TAGGED_LENGTH;
    }

    /** Writes a refusal of a stream at the start of a buffer, and returns its length. */
    int writeError(UnsafeBuffer buffer, int sessionId, int streamId, int errorCode, String text) {
        int length = ErrorFrame.write(buffer, 0, sessionId, streamId, receiverId, errorCode, text);
        Long tag = groupTag;
        if (tag != null) {
            ErrorFrame.writeGroupTag(buffer, 0, tag);
        }
        return length;
    }
}
