package io.tradebus.spring.autoconfigure;

import io.tradebus.core.runtime.StreamDefinition;

/** Changes a stream after the properties were applied. Beans are asked in their order. */
@FunctionalInterface
public interface BusStreamCustomizer {
    /** The stream to use instead; it keeps its name. */
    StreamDefinition customize(StreamDefinition stream);
}
