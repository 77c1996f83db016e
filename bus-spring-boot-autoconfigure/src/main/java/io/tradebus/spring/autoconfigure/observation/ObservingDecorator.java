package io.tradebus.spring.autoconfigure.observation;

import io.micrometer.observation.ObservationRegistry;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.listener.BusListenerEndpoint;
import io.tradebus.spring.listener.HandlerDecorator;
import org.springframework.beans.factory.ObjectProvider;

/** Observes the handlers of listeners, where {@code bus.listener.observation-enabled} asks for it. */
final class ObservingDecorator implements HandlerDecorator {
    private final ObjectProvider<ObservationRegistry> registry;
    private final ObjectProvider<BusListenerObservationConvention> convention;

    ObservingDecorator(
            ObjectProvider<ObservationRegistry> registry, ObjectProvider<BusListenerObservationConvention> convention) {
        this.registry = registry;
        this.convention = convention;
    }

    @Override
    public MessageHandler decorate(BusListenerEndpoint endpoint, MessageHandler handler) {
        if (!endpoint.options().instrumentation().isObserved()) {
            return handler;
        }
        return new ObservedHandler(endpoint.id(), handler, registry.getObject(), convention.getIfAvailable());
    }
}
