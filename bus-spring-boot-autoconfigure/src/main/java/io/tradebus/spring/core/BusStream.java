package io.tradebus.spring.core;

import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.convert.Payload;

/**
 * A configured stream.
 *
 * @param definition name, channel and stream id
 * @param payload what its messages are
 * @param backPressure what the template does when the stream takes nothing more
 */
public record BusStream(StreamDefinition definition, Payload payload, BackPressure backPressure) {
    /** A stream whose back-pressure is told to the caller. */
    public BusStream(StreamDefinition definition, Payload payload) {
        this(definition, payload, BackPressure.FAIL);
    }

    public String name() {
        return definition.name();
    }
}
