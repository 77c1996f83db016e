package io.tradebus.spring.autoconfigure;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.core.BusRuntimeLifecycle;

/**
 * Makes the beans that {@link BusPublisherRegistrar} declares. They name this class and its method rather than hold code, so
 * that the declarations can be written out when an application is processed ahead of time.
 */
final class BusPublishers {
    static final String METHOD = "of";

    private BusPublishers() {}

    /** The publisher of a stream. */
    static BusPublisher of(String stream, BusRuntimeLifecycle busRuntimeLifecycle) {
        return busRuntimeLifecycle.publisher(stream);
    }
}
