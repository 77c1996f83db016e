package io.tradebus.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.PublicationView;
import io.tradebus.core.runtime.RequesterView;
import io.tradebus.core.runtime.RuntimeObserver;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.core.SendWaits;
import io.tradebus.spring.event.BusListenerEvent;
import io.tradebus.spring.listener.AgentGroups;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;

/**
 * Keeps the meters in step with what there is: those of a stream appear when it opens and go when it closes, those of a
 * subscription with it. Told by the runtime and by events, on their threads; values are read by whoever scrapes.
 */
public class BusMeterBinder implements MeterBinder, RuntimeObserver {
    private final ObjectProvider<BusRuntimeLifecycle> lifecycle;
    private final ObjectProvider<BusTemplate> template;
    private final ObjectProvider<BusListenerRegistry> registry;
    private final ObjectProvider<AgentGroups> agents;
    private final boolean isPerSession;
    private final List<MeterRegistry> meterRegistries = new ArrayList<>();
    private final Map<String, MeterSet> sets = new LinkedHashMap<>();

    /** @param isPerSession whether lag has a tag for the publisher's session */
    public BusMeterBinder(
            ObjectProvider<BusRuntimeLifecycle> lifecycle,
            ObjectProvider<BusTemplate> template,
            ObjectProvider<BusListenerRegistry> registry,
            ObjectProvider<AgentGroups> agents,
            boolean isPerSession) {
        this.lifecycle = lifecycle;
        this.template = template;
        this.registry = registry;
        this.agents = agents;
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
                "driver",
                BusMeters.driver(
                        driver.embedded() ? "embedded" : "external",
                        () -> lifecycle.getObject().runtime()));
    }

    @Override
    public synchronized void onDriverReleased(DriverLink driver) {
        remove("driver");
        List.copyOf(sets.keySet()).stream()
                .filter(key -> key.startsWith("stream ") || key.startsWith("requests "))
                .forEach(this::remove);
    }

    @Override
    public void onPublicationOpened(PublicationView publication) {
        String stream = publication.definition().name();
        MeterSet meters = BusMeters.publication(publication, waits());
        template.ifAvailable(known -> BusMeters.addDropped(meters, stream, known.dropped()));
        put("stream " + stream, meters);
    }

    @Override
    public void onRequesterOpened(RequesterView requester) {
        put("requests " + requester.definition().name(), RequestMeters.requester(requester));
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
        registry.ifAvailable(known -> known.listeners().stream()
                .filter(listener -> listener.id().equals(event.listener()))
                .forEach(this::update));
    }

    private void update(BusListenerHandle listener) {
        put("listener " + listener.id(), BusMeters.listener(listener));
        agents.ifAvailable(groups -> groups.statistics().stream()
                .filter(statistics -> listener.agents().contains(statistics.agent()))
                .forEach(statistics -> put("agent " + statistics.agent(), BusMeters.agent(statistics))));
        ListenerState state = listener.state();
        if (state == ListenerState.STOPPED || state == ListenerState.DETACHED) {
            remove("subscription " + listener.id());
        } else {
            put("subscription " + listener.id(), BusMeters.subscription(listener, isPerSession));
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
            remove(key(listener, session));
        }
    }

    private static String key(String listener, ListenerSession session) {
        return "session " + session.sessionId() + " " + session.stream() + " " + listener;
    }

    /** Meters that are there already stay, so that what they count goes on. */
    private synchronized void put(String key, MeterSet set) {
        MeterSet before = sets.get(key);
        if (before != null && before.subject().equals(set.subject())) {
            return;
        }
        remove(key);
        sets.put(key, set);
        meterRegistries.forEach(set::register);
    }

    private synchronized void remove(String key) {
        MeterSet set = sets.remove(key);
        if (set != null) {
            set.remove();
        }
    }
}
