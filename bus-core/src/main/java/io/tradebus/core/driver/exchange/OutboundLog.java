package io.tradebus.core.driver.exchange;

import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.channel.ResponseParams;
import io.tradebus.core.format.log.LogDescription;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * The log of a publication to the network, and the counters that say how far it is. Publishers append to it, the sender
 * reads it, the conductor cleans it behind the sender.
 *
 * @param description what the log was created with
 * @param file the log; mapped until the sender has confirmed that it let the stream go
 * @param channel in the client's words
 * @param senderPosition what was sent; written by the sender
 * @param senderLimit first position that receivers do not take yet; written by the sender
 * @param backPressureEvents how often the sender had to wait for receivers; written by the sender
 * @param naksReceived requests for lost data; written by the sender
 */
public record OutboundLog(
        LogDescription description,
        LogFile file,
        String channel,
        AtomicCounter senderPosition,
        AtomicCounter senderLimit,
        AtomicCounter backPressureEvents,
        AtomicCounter naksReceived) {
    public long registrationId() {
        return description.registrationId();
    }

    public int sessionId() {
        return description.sessionId();
    }

    public int streamId() {
        return description.streamId();
    }

    /** Whether the stream answers requests. */
    public boolean isResponse() {
        return description.traits().isResponse();
    }

    /** Whether the stream asks for responses in a stream of their own. */
    public boolean isRequest() {
        return !isResponse() && description.responseCorrelationId() != ResponseParams.NONE;
    }
}
