package io.tradebus.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Nobody subscribed to a stream for as long as the sender was ready to wait, or until the thread that waited was interrupted;
 * or there was no driver to ask. The message was not sent.
 */
public final class NotConnectedException extends BusException {
    private final String stream;
    private final Duration waited;
    private final boolean isDriverLost;

    /** Nobody subscribed. */
    public NotConnectedException(String stream, Duration waited) {
        this(stream, waited, null);
    }

    /** @param lostDriver which driver is lost and what happens next; null if there is one, and nobody subscribed */
    public NotConnectedException(String stream, Duration waited, @Nullable String lostDriver) {
        this(
                "stream '" + stream + "' has no "
                        + (lostDriver == null
                                ? "subscriber, waited " + waited.toMillis()
                                        + " ms; start one, or check that channel and stream-id are the same on both sides"
                                : "connection, waited " + waited.toMillis() + " ms: " + lostDriver),
                stream,
                waited,
                lostDriver != null);
    }

    private NotConnectedException(String message, String stream, Duration waited, boolean isDriverLost) {
        super(message);
        this.stream = stream;
        this.waited = waited;
        this.isDriverLost = isDriverLost;
    }

    /** The wait ended before its time, because the thread was interrupted; it still is. */
    public static NotConnectedException interrupted(String stream, Duration waited) {
        return new NotConnectedException(
                "the thread that sends was interrupted after it had waited " + waited.toMillis()
                        + " ms for a subscriber of stream '" + stream + "'; the message was not sent",
                stream,
                waited,
                false);
    }

    public String stream() {
        return stream;
    }

    public Duration waited() {
        return waited;
    }

    /** Whether there was no driver, so that nobody knows of subscribers. */
    public boolean isDriverLost() {
        return isDriverLost;
    }
}
