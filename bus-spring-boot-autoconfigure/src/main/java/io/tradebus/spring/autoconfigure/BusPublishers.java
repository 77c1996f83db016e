package io.tradebus.spring.autoconfigure;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.core.BusRuntimeLifecycle;

/**
 * Makes the beans that {@link BusPublisherRegistrar} declares. They name this class and its method rather than hold code, so
 * that the declarations can be written out when an application is processed ahead of time.
 */
final class BusPublishers {
    static final String BEAN = "busPublishers";
    static final String METHOD = "of";

    private final BusRuntimeLifecycle lifecycle;

    BusPublishers(BusRuntimeLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /** The publisher of a stream. */
    BusPublisher of(String stream) {
        return lifecycle.publisher(stream);
    }
}
