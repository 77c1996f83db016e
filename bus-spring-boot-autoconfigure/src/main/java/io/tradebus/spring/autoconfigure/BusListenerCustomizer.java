package io.tradebus.spring.autoconfigure;

import io.tradebus.spring.listener.ListenerOptions;

/** Changes how a listener works after annotation and properties were applied. Beans are asked in their order. */
@FunctionalInterface
public interface BusListenerCustomizer {
    /** The options to use instead. */
    ListenerOptions customize(String listener, ListenerOptions options);
}
