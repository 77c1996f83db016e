package io.tradebus.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.event.BusListenerDeregistered;
import io.tradebus.spring.listener.BusListenerEndpoint;
import io.tradebus.spring.listener.BusListenerRegistry;
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
    private final ObjectProvider<BusListenerRegistry> listeners;
    private final Set<String> timed = ConcurrentHashMap.newKeySet();

    /** Null as long as nothing is timed; remembered, because nobody may be asked for it when the context ends. */
    private volatile @Nullable MeterRegistry registry;

    TimingDecorator(ObjectProvider<MeterRegistry> meters, ObjectProvider<BusListenerRegistry> listeners) {
        this.meters = meters;
        this.listeners = listeners;
    }

    @Override
    public MessageHandler decorate(BusListenerEndpoint endpoint, MessageHandler handler) {
        int interval = endpoint.options().instrumentation().timingInterval();
        if (interval == 0) {
            return handler;
        }
        MeterRegistry known = meters.getObject();
        registry = known;
        // Not while those of one of the same name are taken away.
        synchronized (timed) {
            timed.add(endpoint.id());
            return new TimedHandler(handler, interval, new HandlerTimers(known, endpoint.id(), endpoint.streams()));
        }
    }

    /** One of the same name that was registered since has the timers now. */
    @EventListener
    void onDeregistered(BusListenerDeregistered event) {
        MeterRegistry known = registry;
        if (known == null) {
            return;
        }
        BusListenerRegistry registered = listeners.getIfAvailable();
        synchronized (timed) {
            if (!isKnown(registered, event.listener()) && timed.remove(event.listener())) {
                HandlerTimers.remove(known, event.listener());
            }
        }
    }

    private static boolean isKnown(@Nullable BusListenerRegistry registered, String id) {
        return registered != null
                && registered.listeners().stream()
                        .anyMatch(listener -> listener.id().equals(id));
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
