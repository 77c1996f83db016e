package io.tradebus.spring.core;

import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.convert.Payload;

/**
 * A configured stream.
 *
 * @param definition name, channel and stream id
 * @param payload what its messages are
 */
public record BusStream(StreamDefinition definition, Payload payload) {
    public String name() {
        return definition.name();
    }
}
