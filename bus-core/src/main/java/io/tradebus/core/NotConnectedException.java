package io.tradebus.core;

import java.time.Duration;

/** Nobody subscribed to a stream for as long as the sender was ready to wait. The message was not sent. */
public final class NotConnectedException extends BusException {
    private final String stream;
    private final Duration waited;

    public NotConnectedException(String stream, Duration waited) {
        super("stream '" + stream + "' has no subscriber, waited " + waited.toMillis()
                + " ms; start one, or check that channel and stream-id are the same on both sides");
        this.stream = stream;
        this.waited = waited;
    }

    public String stream() {
        return stream;
    }

    public Duration waited() {
        return waited;
    }
}
