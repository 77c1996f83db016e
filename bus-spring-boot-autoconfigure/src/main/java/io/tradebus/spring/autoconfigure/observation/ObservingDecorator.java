package io.tradebus.spring.autoconfigure.observation;

import io.micrometer.observation.ObservationRegistry;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.listener.BusListenerEndpoint;
import io.tradebus.spring.listener.HandlerDecorator;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;

/** Observes the handlers of listeners, where {@code bus.listener.observation-enabled} asks for it. */
final class ObservingDecorator implements HandlerDecorator {
    private final ObjectProvider<ObservationRegistry> registry;
    private final ObjectProvider<BusListenerObservationConvention> convention;
    private final Set<String> traced;

    /** @param traced names of the streams whose messages say which trace they belong to */
    ObservingDecorator(
            ObjectProvider<ObservationRegistry> registry,
            ObjectProvider<BusListenerObservationConvention> convention,
            Set<String> traced) {
        this.registry = registry;
        this.convention = convention;
        this.traced = traced;
    }

    @Override
    public MessageHandler decorate(BusListenerEndpoint endpoint, MessageHandler handler) {
        if (!endpoint.options().instrumentation().isObserved()) {
            return handler;
        }
        return new ObservedHandler(endpoint.id(), handler, registry.getObject(), convention.getIfAvailable(), traced);
    }
}
