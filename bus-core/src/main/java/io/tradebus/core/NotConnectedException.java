package io.tradebus.core;

import java.time.Duration;

/**
 * Nobody subscribed to a stream for as long as the sender was ready to wait, or until the thread that waited was interrupted.
 * The message was not sent.
 */
public final class NotConnectedException extends BusException {
    private final String stream;
    private final Duration waited;

    public NotConnectedException(String stream, Duration waited) {
        this(
                "stream '" + stream + "' has no subscriber, waited " + waited.toMillis()
                        + " ms; start one, or check that channel and stream-id are the same on both sides",
                stream,
                waited);
    }

    private NotConnectedException(String message, String stream, Duration waited) {
        super(message);
        this.stream = stream;
        this.waited = waited;
    }

    /** The wait ended before its time, because the thread was interrupted; it still is. */
    public static NotConnectedException interrupted(String stream, Duration waited) {
        return new NotConnectedException(
                "the thread that sends was interrupted after it had waited " + waited.toMillis()
                        + " ms for a subscriber of stream '" + stream + "'; the message was not sent",
                stream,
                waited);
    }

    public String stream() {
        return stream;
    }

    public Duration waited() {
        return waited;
    }
}
