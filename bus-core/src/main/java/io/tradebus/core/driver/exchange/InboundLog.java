package io.tradebus.core.driver.exchange;

import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.log.LogDescription;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * The log of an image, and the counters that say how far it is. The receiver rebuilds the stream in it, subscribers read
 * it, the conductor cleans it behind them.
 *
 * @param description what the log was created with; the registration id is the image's
 * @param file the log; mapped until the receiver has confirmed that it let the image go
 * @param channel of the subscription by which the endpoint came to be
 * @param sourceIdentity {@code host:port} of the sender
 * @param highWaterMark highest position received, with or without gaps; written by the receiver
 * @param rebuildPosition what was received without a gap; written by the receiver
 * @param naksSent requests for lost data; written by the receiver
 */
public record InboundLog(
        LogDescription description,
        LogFile file,
        String channel,
        String sourceIdentity,
        AtomicCounter highWaterMark,
        AtomicCounter rebuildPosition,
        AtomicCounter naksSent) {
    public long imageId() {
        return description.registrationId();
    }

    public int sessionId() {
        return description.sessionId();
    }

    public int streamId() {
        return description.streamId();
    }
}
