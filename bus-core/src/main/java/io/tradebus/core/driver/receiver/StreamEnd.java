package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.InboundLog;
import io.tradebus.core.format.log.LogMetadata;

/**
 * Where one stream ends, as its senders have said. It has an end once each transport has said so, or those that have not
 * are removed. See {@code docs/wire-protocol.md#life-of-an-image}.
 */
final class StreamEnd {
    private final ReceiverTools tools;
    private final InboundLog log;
    private final Connections connections;
    private long position = LogMetadata.NOT_ENDED;
    private boolean isRevoked;

    StreamEnd(ReceiverTools tools, InboundLog log, Connections connections) {
        this.tools = tools;
        this.log = log;
        this.connections = connections;
    }

    /** Whether the stream has an end. */
    boolean isKnown() {
        return position != LogMetadata.NOT_ENDED;
    }

    /** Whether the publication was taken back. */
    boolean isRevoked() {
        return isRevoked;
    }

    /** Something has changed in what the connections say; shows what comes of it to those who read the stream. */
    void update() {
        long said = connections.endPosition();
        if (said == LogMetadata.NOT_ENDED) {
            return;
        }
        if (!isKnown() || said > position) {
            position = said;
            LogMetadata.endOfStreamPositionRelease(log.file().metadata(), said);
        }
        if (!isRevoked && connections.isRevoked()) {
            isRevoked = true;
            LogMetadata.revoke(log.file().metadata());
            tools.counters().imagesRevoked().incrementRelease();
            tools.context().events().onImageRevoked(log, position);
        }
    }
}
