package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.UnknownListenerException;
import io.tradebus.core.UnknownStreamException;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.core.BusConnection;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.event.BusEvents;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;

/**
 * Holds the listeners and starts and stops them with the context: after the runtime, and so that they still work while
 * the web server finishes its requests.
 */
public class DefaultBusListenerRegistry implements BusListenerRegistry, BusListenerRegistrar, SmartLifecycle {
    /** Just before the web server starts, and just after it has stopped. */
    public static final int DEFAULT_PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private final BusStreams streams;
    private final Supplier<BusConnection> connection;
    private final Function<String, BusPublisher> publishers;
    private final AgentGroups groups;
    private final BusEvents events;
    private final int phase;
    private final Map<String, ListenerContainer> containers = new ConcurrentSkipListMap<>();
    private List<HandlerDecorator> decorators = List.of();
    private volatile boolean running;

    /**
     * @param connection the started runtime
     * @param publishers the publisher of a stream, opened with the runtime
     * @param phase in which the listeners are started and stopped
     */
    public DefaultBusListenerRegistry(
            BusStreams streams,
            Supplier<BusConnection> connection,
            Function<String, BusPublisher> publishers,
            AgentGroups groups,
            BusEvents events,
            int phase) {
        this.streams = streams;
        this.connection = connection;
        this.publishers = publishers;
        this.groups = groups;
        this.events = events;
        this.phase = phase;
    }

    /** Decorates the handlers of all listeners that are registered from now on; the first is the innermost. */
    public void setDecorators(List<HandlerDecorator> decorators) {
        this.decorators = List.copyOf(decorators);
    }

    @Override
    public Collection<BusListenerHandle> listeners() {
        return List.copyOf(containers.values());
    }

    @Override
    public BusListenerHandle listener(String id) {
        ListenerContainer container = containers.get(id);
        if (container == null) {
            throw new UnknownListenerException(id, containers.keySet());
        }
        return container;
    }

    @Override
    public BusListenerHandle register(BusListenerEndpoint endpoint) {
        ListenerContainer container = newContainer(endpoint);
        ListenerContainer other = containers.putIfAbsent(endpoint.id(), container);
        if (other != null) {
            throw new BusConfigurationException("two listeners have the id '" + endpoint.id() + "': "
                    + other.endpoint().origin() + " and " + endpoint.origin()
                    + "; give one of them another one with @BusListener(id = ...)");
        }
        Duration quiet = endpoint.options().idleEventInterval();
        if (quiet != null) {
            new IdleWatch(container, quiet, events).begin();
        }
        if (running) {
            container.startIfDesired();
        }
        return container;
    }

    private ListenerContainer newContainer(BusListenerEndpoint declared) {
        BusListenerEndpoint endpoint = declared;
        for (HandlerDecorator decorator : decorators) {
            endpoint = endpoint.decorated(decorator);
        }
        try {
            return new ListenerContainer(endpoint, streams, connection, publishers, groups.of(endpoint), events);
        } catch (UnknownStreamException e) {
            throw new UnknownStreamException(e.name(), streams.names(), endpoint.origin());
        }
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        try {
            containers.values().forEach(ListenerContainer::startIfDesired);
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

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
