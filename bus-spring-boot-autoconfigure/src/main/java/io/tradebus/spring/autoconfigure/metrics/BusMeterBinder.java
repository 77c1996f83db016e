package io.tradebus.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tradebus.core.BusException;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.PublicationView;
import io.tradebus.core.runtime.PublisherLoss;
import io.tradebus.core.runtime.RequesterView;
import io.tradebus.core.runtime.RuntimeObserver;
import io.tradebus.spring.core.BusRequests;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.core.SendWaits;
import io.tradebus.spring.event.BusListenerDeregistered;
import io.tradebus.spring.event.BusListenerEvent;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerEnvironment;
import io.tradebus.spring.listener.ListenerState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;

/**
 * Keeps the meters in step with what there is: those of a stream appear when it opens and go when it closes, those of a
 * subscription with it. Told by the runtime and by events, on their threads; values are read by whoever scrapes.
 */
public class BusMeterBinder implements MeterBinder, RuntimeObserver, DisposableBean {
    private final ObjectProvider<BusRuntimeLifecycle> lifecycle;
    private final ObjectProvider<BusTemplate> template;
    private final ObjectProvider<BusListenerRegistry> registry;
    private final ObjectProvider<ListenerEnvironment> environment;
    private final ObjectProvider<BusRequests> requests;
    private final boolean isPerSession;
    private final List<MeterRegistry> meterRegistries = new ArrayList<>();
    private final Map<Key, MeterSet> sets = new LinkedHashMap<>();
    private boolean isClosed;

    private enum Kind {
        DRIVER,
        STREAM,
        REQUESTS,
        REQUEST_THREAD,
        LISTENER,
        SUBSCRIPTION,
        SESSION,
        AGENT
    }

    /**
     * What is measured.
     *
     * @param name of the stream, the listener or the agent
     * @param part of it, such as one session
     */
    private record Key(Kind kind, String name, String part) {
        Key(Kind kind, String name) {
            this(kind, name, "");
        }
    }

    /** @param isPerSession whether lag has a tag for the publisher's session */
    public BusMeterBinder(
            ObjectProvider<BusRuntimeLifecycle> lifecycle,
            ObjectProvider<BusTemplate> template,
            ObjectProvider<BusListenerRegistry> registry,
            ObjectProvider<ListenerEnvironment> environment,
            ObjectProvider<BusRequests> requests,
            boolean isPerSession) {
        this.lifecycle = lifecycle;
        this.template = template;
        this.registry = registry;
        this.environment = environment;
        this.requests = requests;
        this.isPerSession = isPerSession;
    }

    @Override
    public synchronized void bindTo(MeterRegistry meterRegistry) {
        meterRegistries.add(meterRegistry);
        sets.values().forEach(set -> set.register(meterRegistry));
    }

    // ---- driver and publications

    @Override
    public void onDriverConnected(DriverLink driver) {
        put(
                new Key(Kind.DRIVER, ""),
                BusMeters.driver(
                        driver.embedded() ? "embedded" : "external",
                        () -> lifecycle.getObject().runtime()));
    }

    /** Where the driver is not waited for, the publications of an external one are closed. */
    @Override
    public void onDriverLost(
            DriverLink driver, BusException cause, List<PublisherLoss> publishers, boolean recovering) {
        if (!recovering && !driver.embedded()) {
            removeIf(key -> key.kind == Kind.STREAM || key.kind == Kind.REQUESTS);
        }
    }

    @Override
    public void onDriverReleased(DriverLink driver) {
        removeIf(key -> key.kind == Kind.DRIVER
                || key.kind == Kind.STREAM
                || key.kind == Kind.REQUESTS
                || key.kind == Kind.REQUEST_THREAD);
    }

    @Override
    public void onPublicationOpened(PublicationView publication) {
        String stream = publication.definition().name();
        MeterSet meters = BusMeters.publication(publication, waits());
        template.ifAvailable(known -> BusMeters.addDropped(meters, stream, known.dropped()));
        put(new Key(Kind.STREAM, stream), meters);
    }

    @Override
    public void onRequesterOpened(RequesterView requester) {
        put(new Key(Kind.REQUESTS, requester.definition().name()), RequestMeters.requester(requester));
        requests.ifAvailable(known -> known.statistics()
                .forEach(statistics ->
                        put(new Key(Kind.REQUEST_THREAD, statistics.agent()), BusMeters.agent(statistics))));
    }

    private @Nullable SendWaits waits() {
        BusTemplate known = template.getIfAvailable();
        return known == null ? null : known.waits();
    }

    // ---- listeners

    /** Also listeners that are not started with the context have a state. */
    @EventListener(ContextRefreshedEvent.class)
    public void onRefreshed() {
        registry.ifAvailable(known -> known.listeners().forEach(this::update));
    }

    @EventListener
    public void onListenerEvent(BusListenerEvent event) {
        if (event instanceof BusListenerDeregistered) {
            forget(event.listener());
        }
        registry.ifAvailable(known -> known.listeners().stream()
                .filter(listener -> listener.id().equals(event.listener()))
                .forEach(this::update));
    }

    /** One of the same name may have been registered since, with sessions already and with agents of the same names. */
    private void forget(String listener) {
        forgetMeters(listener, registry.getIfAvailable());
        Set<String> present = new HashSet<>();
        environment.ifAvailable(
                listeners -> listeners.groups().statistics().forEach(statistics -> present.add(statistics.agent())));
        removeIf(key -> key.kind == Kind.AGENT && !present.contains(key.name));
    }

    /** Under the lock: what another thread adds meanwhile is of one that was registered since. */
    private synchronized void forgetMeters(String listener, @Nullable BusListenerRegistry known) {
        Object present = known == null
                ? null
                : known.listeners().stream()
                        .filter(handle -> handle.id().equals(listener))
                        .findFirst()
                        .orElse(null);
        removeSets((key, set) -> key.name.equals(listener)
                && isOfListener(key.kind)
                && !set.subject().equals(present));
    }

    private static boolean isOfListener(Kind kind) {
        return kind == Kind.LISTENER || kind == Kind.SUBSCRIPTION || kind == Kind.SESSION;
    }

    private void update(BusListenerHandle listener) {
        put(new Key(Kind.LISTENER, listener.id()), BusMeters.listener(listener));
        environment.ifAvailable(listeners -> listeners.groups().statistics().stream()
                .filter(statistics -> listener.agents().contains(statistics.agent()))
                .forEach(statistics -> put(new Key(Kind.AGENT, statistics.agent()), BusMeters.agent(statistics))));
        var subscription = new Key(Kind.SUBSCRIPTION, listener.id());
        ListenerState state = listener.state();
        if (state == ListenerState.STOPPED || state == ListenerState.DETACHED) {
            removeIf(subscription::equals);
        } else {
            put(subscription, BusMeters.subscription(listener, isPerSession));
        }
    }

    @Override
    public void onSessionStarted(String listener, ListenerSession session) {
        if (isPerSession) {
            registry.ifAvailable(known -> known.listeners().stream()
                    .filter(handle -> handle.id().equals(listener))
                    .forEach(handle -> put(
                            key(listener, session), BusMeters.session(handle, session.stream(), session.sessionId()))));
        }
    }

    @Override
    public void onSessionEnded(String listener, ListenerSession session) {
        if (isPerSession) {
            removeIf(key(listener, session)::equals);
        }
    }

    private static Key key(String listener, ListenerSession session) {
        return new Key(Kind.SESSION, listener, session.sessionId() + " " + session.stream());
    }

    // ---- all

    /** Meters that are there already stay, so that what they count goes on. */
    private synchronized void put(Key key, MeterSet set) {
        MeterSet before = sets.get(key);
        if (isClosed || (before != null && before.subject().equals(set.subject()))) {
            return;
        } else if (before != null) {
            before.remove();
        }
        sets.put(key, set);
        meterRegistries.forEach(set::register);
    }

    private void removeIf(Predicate<Key> condition) {
        removeSets((key, set) -> condition.test(key));
    }

    private synchronized void removeSets(BiPredicate<Key, MeterSet> condition) {
        sets.entrySet().removeIf(entry -> {
            boolean isOver = condition.test(entry.getKey(), entry.getValue());
            if (isOver) {
                entry.getValue().remove();
            }
            return isOver;
        });
    }

    /** Takes all meters away: a registry may outlive the context, and would keep what they measure. */
    @Override
    public synchronized void destroy() {
        isClosed = true;
        removeIf(key -> true);
    }
}
