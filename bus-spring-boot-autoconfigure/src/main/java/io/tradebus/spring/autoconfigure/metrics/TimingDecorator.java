package io.tradebus.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.event.BusListenerDeregistered;
import io.tradebus.spring.listener.BusListenerEndpoint;
import io.tradebus.spring.listener.HandlerDecorator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;

/**
 * Times handlers of listeners, where {@code bus.listener.timing} asks for it. The timers go with their listener, and not
 * with its stop, so that what they count goes on.
 */
final class TimingDecorator implements HandlerDecorator, DisposableBean {
    private final ObjectProvider<MeterRegistry> meters;
    private final Set<String> timed = ConcurrentHashMap.newKeySet();

    /** Null as long as nothing is timed; remembered, because nobody may be asked for it when the context ends. */
    private volatile @Nullable MeterRegistry registry;

    TimingDecorator(ObjectProvider<MeterRegistry> meters) {
        this.meters = meters;
    }

    @Override
    public MessageHandler decorate(BusListenerEndpoint endpoint, MessageHandler handler) {
        int interval = endpoint.options().instrumentation().timingInterval();
        if (interval == 0) {
            return handler;
        }
        MeterRegistry known = meters.getObject();
        registry = known;
        timed.add(endpoint.id());
        return new TimedHandler(handler, interval, new HandlerTimers(known, endpoint.id(), endpoint.streams()));
    }

    @EventListener
    void onDeregistered(BusListenerDeregistered event) {
        MeterRegistry known = registry;
        if (known != null && timed.remove(event.listener())) {
            HandlerTimers.remove(known, event.listener());
        }
    }

    @Override
    public void destroy() {
        MeterRegistry known = registry;
        if (known != null) {
            timed.forEach(listener -> HandlerTimers.remove(known, listener));
        }
        timed.clear();
    }
}
