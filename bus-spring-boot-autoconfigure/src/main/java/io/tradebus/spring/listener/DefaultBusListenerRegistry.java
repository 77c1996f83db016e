package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.UnknownListenerException;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.event.BusEvents;
import io.tradebus.spring.event.BusListenerDeregistered;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Holds the listeners and starts and stops them with the context: after the runtime, and so that they still work while
 * the web server finishes its requests.
 */
public class DefaultBusListenerRegistry
        implements BusListenerRegistry, BusListenerRegistrar, SmartLifecycle, DisposableBean {
    /** Just before the web server starts, and just after it has stopped. */
    public static final int DEFAULT_PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private final ListenerEnvironment environment;
    private final BusEvents events;
    private final int phase;
    private final Map<String, ListenerContainer> containers = new ConcurrentSkipListMap<>();
    private final Map<String, IdleWatch> watches = new ConcurrentHashMap<>();
    private volatile boolean running;

    /** @param phase in which the listeners are started and stopped */
    public DefaultBusListenerRegistry(ListenerEnvironment environment, BusEvents events, int phase) {
        this.environment = environment;
        this.events = events;
        this.phase = phase;
    }

    @Override
    public Collection<BusListenerHandle> listeners() {
        return List.copyOf(containers.values());
    }

    @Override
    public BusListenerHandle listener(String id) {
        return container(id);
    }

    private ListenerContainer container(String id) {
        ListenerContainer container = containers.get(id);
        if (container == null) {
            throw new UnknownListenerException(id, containers.keySet());
        }
        return container;
    }

    @Override
    public BusListenerHandle register(BusListenerEndpoint declared) {
        ListenerContainer container = add(declared.decorated(environment.decorators()));
        try {
            begin(container);
        } catch (RuntimeException | Error e) {
            // Whoever registers a listener that cannot be started may register it again.
            deregister(container.id());
            throw e;
        }
        return container;
    }

    /** One after the other, so that a second one of an id leaves nothing of its own. */
    private ListenerContainer add(BusListenerEndpoint endpoint) {
        synchronized (containers) {
            ListenerContainer other = containers.get(endpoint.id());
            if (other != null) {
                throw new BusConfigurationException("two listeners have the id '" + endpoint.id() + "': "
                        + other.endpoint().origin() + " and " + endpoint.origin()
                        + "; give one of them another one with @BusListener(id = ...)");
            }
            ListenerContainer container = new ListenerContainer(
                    endpoint,
                    new ListenerRun(endpoint, environment, environment.groups().of(endpoint)),
                    events);
            containers.put(endpoint.id(), container);
            return container;
        }
    }

    /** Now that the id is its own: what is noted under it would be another's before. */
    private void begin(ListenerContainer container) {
        BusListenerEndpoint endpoint = container.endpoint();
        environment.claimDeadLetters(endpoint);
        Duration quiet = endpoint.options().idleEventInterval();
        if (quiet != null) {
            IdleWatch watch = new IdleWatch(container, quiet, events);
            watch.begin();
            watches.put(endpoint.id(), watch);
        }
        if (running) {
            container.startIfDesired();
            if (!running) {
                // Stopped meanwhile, and perhaps before this one was started.
                container.close();
            }
        }
    }

    @Override
    public BusListenerHandle register(BusListenerSpec spec) {
        ListenerSettings settings = environment.settings();
        String origin = "registered by code";
        List<String> streams = settings.streams(spec.id(), spec.streams());
        boolean ofRequests = environment.streams().areOfRequests(streams);
        ListenerOptions options = settings.options(spec.id(), spec.properties(), ofRequests);
        Supplier<? extends MessageHandler> handlers = spec.handlers();
        if (handlers == null) {
            throw new BusConfigurationException(
                    "listener '" + spec.id() + "' (" + origin + ") has no handler; give it one: handler(...)");
        } else if (spec.isShared() && options.concurrency() > 1) {
            throw new BusConfigurationException("listener '" + spec.id() + "' (" + origin + ") has "
                    + options.concurrency() + " agents, which must not share one handler; use handlers(...)");
        }
        return register(new BusListenerEndpoint(
                spec.id(),
                streams,
                settings.agent(spec.id(), spec.agent()),
                options,
                handlers,
                spec.errorHandler(),
                spec.filter(),
                origin));
    }

    @Override
    public void deregister(String id) {
        ListenerContainer container = container(id);
        container.remove();
        IdleWatch watch = watches.remove(id);
        if (watch != null) {
            watch.end();
        }
        if (containers.remove(id, container)) {
            environment.groups().release(container.endpoint());
            environment.writers().release(id);
            events.publish(new BusListenerDeregistered(this, id));
        }
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        try {
            for (ListenerContainer container : containers.values()) {
                container.startIfDesired();
            }
        } catch (RuntimeException | Error e) {
            stop();
            throw e;
        }
    }

    /** All begin to drain before the first is waited for, so that together they take as long as the slowest. */
    @Override
    public synchronized void stop() {
        running = false;
        containers.values().forEach(ListenerContainer::beginDrain);
        containers.values().forEach(ListenerContainer::close);
    }

    /** A context that is refreshed again destroys what it has without stopping it. */
    @Override
    public void destroy() {
        stop();
        watches.values().forEach(IdleWatch::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
