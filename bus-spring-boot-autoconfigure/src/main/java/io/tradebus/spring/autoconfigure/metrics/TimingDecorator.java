package io.tradebus.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.listener.BusListenerEndpoint;
import io.tradebus.spring.listener.HandlerDecorator;
import org.springframework.beans.factory.ObjectProvider;

/** Times handlers of listeners, where {@code bus.listener.timing} asks for it. */
final class TimingDecorator implements HandlerDecorator {
    private final ObjectProvider<MeterRegistry> meters;

    TimingDecorator(ObjectProvider<MeterRegistry> meters) {
        this.meters = meters;
    }

    @Override
    public MessageHandler decorate(BusListenerEndpoint endpoint, MessageHandler handler) {
        int interval = endpoint.options().instrumentation().timingInterval();
        return interval == 0
                ? handler
                : new TimedHandler(
                        handler, interval, new HandlerTimers(meters.getObject(), endpoint.id(), endpoint.streams()));
    }
}
