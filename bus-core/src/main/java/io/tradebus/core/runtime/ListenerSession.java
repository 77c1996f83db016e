package io.tradebus.core.runtime;

import org.jspecify.annotations.Nullable;

/**
 * How far a listener is with one publisher's session. A snapshot.
 *
 * @param stream name of the stream
 * @param sessionId session of the publisher
 * @param position position in bytes up to which messages are committed
 * @param lag bytes that were published but are not committed yet
 * @param window bytes the publisher may be ahead before it is held back; 0 when unknown
 * @param endOfStream whether everything of a publisher that left has been read
 * @param source address of the publisher, {@code aeron:ipc} on this host
 * @param receiver how it is received; null if it does not come over the network
 */
public record ListenerSession(
        String stream,
        int sessionId,
        long position,
        long lag,
        long window,
        boolean endOfStream,
        String source,
        @Nullable ReceiverView receiver) {
    /** A session on this host. */
    public ListenerSession(
            String stream, int sessionId, long position, long lag, long window, boolean endOfStream, String source) {
        this(stream, sessionId, position, lag, window, endOfStream, source, null);
    }
}
