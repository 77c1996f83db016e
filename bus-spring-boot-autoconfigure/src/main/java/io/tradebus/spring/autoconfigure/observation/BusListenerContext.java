package io.tradebus.spring.autoconfigure.observation;

import io.micrometer.observation.Observation;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import org.jspecify.annotations.Nullable;

/** One message that is handled by a listener. For the listener's thread. */
public final class BusListenerContext extends Observation.Context {
    private final String listener;
    private final String stream;
    private final int sessionId;
    private final long position;
    private final int attempt;
    private final int length;
    private @Nullable BusAction action;

    BusListenerContext(String listener, BusHeader header, int length) {
        this.listener = listener;
        this.stream = header.stream();
        this.sessionId = header.sessionId();
        this.position = header.position();
        this.attempt = header.attempt();
        this.length = length;
    }

    /** Id of the listener. */
    public String listener() {
        return listener;
    }

    /** Name of the stream. */
    public String stream() {
        return stream;
    }

    /** Session of the publisher. */
    public int sessionId() {
        return sessionId;
    }

    /** Position in bytes after the message. */
    public long position() {
        return position;
    }

    /** How often the message was delivered, this time included. */
    public int attempt() {
        return attempt;
    }

    /** Length of the payload in bytes. */
    public int length() {
        return length;
    }

    /** What the handler answered; null before it has, and when it threw. */
    public @Nullable BusAction action() {
        return action;
    }

    void onReturned(BusAction returned) {
        action = returned;
    }
}
