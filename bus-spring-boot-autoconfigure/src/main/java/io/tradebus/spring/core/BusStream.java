package io.tradebus.spring.core;

import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.convert.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A configured stream.
 *
 * @param definition name, channel and stream id
 * @param payload what its messages are
 * @param backPressure what the template does when the stream takes nothing more
 * @param isTraced whether each message has a {@link TraceEnvelope} before it
 * @param requests how requests are sent to it; null unless its messages are requests
 */
public record BusStream(
        StreamDefinition definition,
        Payload payload,
        BackPressure backPressure,
        boolean isTraced,
        @Nullable RequestSettings requests) {
    /** A stream whose back-pressure is told to the caller, and whose messages are no requests and say nothing of traces. */
    public BusStream(StreamDefinition definition, Payload payload) {
        this(definition, payload, BackPressure.FAIL, false, null);
    }

    public String name() {
        return definition.name();
    }

    /** Whether its messages are requests, which its listeners reply to. */
    public boolean isOfRequests() {
        return definition.replies() != null;
    }
}
