package io.tradebus.spring.core;

import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.convert.Payload;

/**
 * A configured stream.
 *
 * @param definition name, channel and stream id
 * @param payload what its messages are
 * @param isTraced whether each message has a {@link TraceEnvelope} before it
 */
public record BusStream(StreamDefinition definition, Payload payload, boolean isTraced) {
    /** A stream whose messages say nothing of traces. */
    public BusStream(StreamDefinition definition, Payload payload) {
        this(definition, payload, false);
    }

    public String name() {
        return definition.name();
    }
}
