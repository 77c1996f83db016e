package io.tradebus.spring.autoconfigure.observation;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.core.runtime.BusHeader;
import org.jspecify.annotations.Nullable;

/**
 * One message that is handled by a listener. For the listener's thread.
 *
 * <p>What a tracer goes on with is the W3C {@code traceparent} of the message; empty where the message names no trace.
 */
public final class BusListenerContext extends ReceiverContext<String> {
    private static final String TRACE_PARENT = "traceparent";
    private static final String NO_TRACE = "";

    private final String listener;
    private final String stream;
    private final int sessionId;
    private final long position;
    private final int attempt;
    private final int length;
    private @Nullable BusAction action;

    /** @param traceParent of the message; null where it names no trace */
    BusListenerContext(String listener, BusHeader header, int length, @Nullable String traceParent) {
        super(BusListenerContext::field, Kind.CONSUMER);
        setCarrier(traceParent == null ? NO_TRACE : traceParent);
        this.listener = listener;
        this.stream = header.stream();
        this.sessionId = header.sessionId();
        this.position = header.position();
        this.attempt = header.attempt();
        this.length = length;
    }

    private static @Nullable String field(String traceParent, String key) {
        return key.equalsIgnoreCase(TRACE_PARENT) && !traceParent.isEmpty() ? traceParent : null;
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
