package io.tradebus.spring.autoconfigure;

import static io.tradebus.spring.autoconfigure.BusPropertiesMapper.orElse;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.NearestName;
import io.tradebus.spring.autoconfigure.BusProperties.ListenerOverride;
import io.tradebus.spring.autoconfigure.BusProperties.Retry;
import io.tradebus.spring.listener.AgentSettings;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.Instrumentation;
import io.tradebus.spring.listener.Instrumentation.Timing;
import io.tradebus.spring.listener.ListenerOptions;
import io.tradebus.spring.listener.ListenerSettings;
import io.tradebus.spring.listener.RetryPolicy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Listeners as configured: {@code bus.listeners.<id>} before the annotation before {@code bus.listener}. */
final class PropertiesListenerSettings implements ListenerSettings {
    private static final Log LOG = LogFactory.getLog("bus.listener");

    private final BusProperties properties;
    private final BusPropertiesMapper mapper;
    private final List<BusListenerCustomizer> customizers;
    private final ListenerOptions defaults;
    private final ListenerOptions defaultsOfRequests;
    private final Set<String> sharedAgents = new ConcurrentSkipListSet<>();

    PropertiesListenerSettings(BusPropertiesMapper mapper, List<BusListenerCustomizer> customizers) {
        this.properties = mapper.properties();
        this.mapper = mapper;
        this.customizers = customizers;
        this.defaults = named("bus.listener.", () -> defaults(ListenerOptions.DEFAULT));
        this.defaultsOfRequests = named("bus.listener.", () -> defaults(ListenerOptions.OF_REQUESTS));
    }

    @Override
    public ListenerOptions options(String id, Map<String, String> declared, boolean ofRequests) {
        ListenerOptions base = ofRequests ? defaultsOfRequests : defaults;
        ListenerOptions options = declared.isEmpty() ? base : declared(id, declared, base);
        ListenerOverride override = properties.getListeners().get(id);
        if (override != null) {
            ListenerOptions declaredOptions = options;
            options = named("bus.listeners." + id + ".", () -> merged(declaredOptions, override));
        }
        for (BusListenerCustomizer customizer : customizers) {
            options = customizer.customize(id, options);
        }
        return options;
    }

    @Override
    public List<String> streams(String id, List<String> declared) {
        ListenerOverride override = properties.getListeners().get(id);
        List<String> configured = override == null ? null : override.streams();
        return configured == null || configured.isEmpty() ? declared : configured;
    }

    @Override
    public @Nullable String agent(String id, @Nullable String declared) {
        ListenerOverride override = properties.getListeners().get(id);
        String configured = override == null ? null : BusPropertiesMapper.blankToNull(override.agent());
        String agent = configured == null ? declared : configured;
        if (agent != null) {
            sharedAgents.add(agent);
        }
        return agent;
    }

    @Override
    public Set<String> ids() {
        return properties.getListeners().keySet();
    }

    @Override
    public @Nullable String ofDeadLetterStream(String id, @Nullable String declared) {
        ListenerOverride override = properties.getListeners().get(id);
        if (override != null && BusPropertiesMapper.blankToNull(override.deadLetter().stream()) != null) {
            return "bus.listeners." + id + ".dead-letter.stream";
        }
        return declared == null ? "bus.listener.dead-letter.stream" : null;
    }

    @Override
    public void requireAgentsOf(Collection<BusListenerHandle> listeners) {
        for (String name : properties.getListener().agents().keySet()) {
            if (!sharedAgents.contains(name) && !isShared(name, listeners)) {
                String unshared = "bus.listener.agents." + name + " configures an agent that no listener shares";
                String known = sharedAgents.isEmpty() ? "none" : String.join(", ", sharedAgents);
                String nearest = NearestName.of(name, sharedAgents);
                if (nearest != null) {
                    throw new BusConfigurationException(
                            unshared + ", did you mean '" + nearest + "'? Known are: " + known);
                }
                LOG.warn(unshared + ", unless one is registered later; known are: " + known);
            }
        }
    }

    /** Whether a listener has an agent that is not called after it; code may give it one without asking here. */
    private static boolean isShared(String agent, Collection<BusListenerHandle> listeners) {
        for (BusListenerHandle listener : listeners) {
            if (!listener.id().equals(agent) && listener.agents().equals(List.of("bus-" + agent))) {
                return true;
            }
        }
        return false;
    }

    /** How shared agents work, where that is configured. */
    Map<String, AgentSettings> agents() {
        Map<String, AgentSettings> agents = new HashMap<>();
        for (Map.Entry<String, BusProperties.Agent> agent :
                properties.getListener().agents().entrySet()) {
            agents.put(agent.getKey(), settings(agent.getKey(), agent.getValue()));
        }
        return agents;
    }

    private AgentSettings settings(String name, BusProperties.Agent agent) {
        BusProperties.IdleStrategy idle = agent.idleStrategy();
        Integer cpu = agent.cpu();
        return new AgentSettings(
                idle == null ? null : mapper.idle(idle),
                cpu == null
                        ? AgentSettings.DEFAULT.processor()
                        : Limits.atLeast("bus.listener.agents." + name + ".cpu", cpu, 0));
    }

    private ListenerOptions declared(String id, Map<String, String> declared, ListenerOptions base) {
        return named("listener '" + id + "': ", () -> merged(base, DeclaredSettings.bind(declared)));
    }

    /** What is wrong with a setting is told with its whole name. */
    private static ListenerOptions named(String prefix, Supplier<ListenerOptions> options) {
        try {
            return options.get();
        } catch (BusConfigurationException e) {
            throw new BusConfigurationException(prefix + e.getMessage(), e);
        }
    }

    private ListenerOptions defaults(ListenerOptions core) {
        BusProperties.Listener listener = properties.getListener();
        return new ListenerOptions(
                orElse(listener.autoStartup(), core.autoStartup()),
                orElse(listener.ackMode(), core.ackMode()),
                orElse(listener.fragmentLimit(), core.fragmentLimit()),
                mapper.listenerIdle(),
                orElse(listener.onError(), core.onError()),
                retry(core.retry(), listener.retry()),
                orElse(listener.drainTimeout(), core.drainTimeout()),
                listener.idleEventInterval(),
                orElse(listener.concurrency(), core.concurrency()),
                BusPropertiesMapper.blankToNull(listener.deadLetter().stream()),
                instrumentation(
                        core.instrumentation(),
                        listener.timing(),
                        listener.timingSample(),
                        listener.observationEnabled()));
    }

    private ListenerOptions merged(ListenerOptions base, ListenerOverride over) {
        BusProperties.IdleStrategy idle = over.idleStrategy();
        String deadLetterStream = BusPropertiesMapper.blankToNull(over.deadLetter().stream());
        return new ListenerOptions(
                orElse(over.autoStartup(), base.autoStartup()),
                orElse(over.ackMode(), base.ackMode()),
                orElse(over.fragmentLimit(), base.fragmentLimit()),
                idle == null ? base.idle() : mapper.idle(idle),
                orElse(over.onError(), base.onError()),
                retry(base.retry(), over.retry()),
                orElse(over.drainTimeout(), base.drainTimeout()),
                over.idleEventInterval() == null ? base.idleEventInterval() : over.idleEventInterval(),
                orElse(over.concurrency(), base.concurrency()),
                deadLetterStream == null ? base.deadLetterStream() : deadLetterStream,
                instrumentation(base.instrumentation(), over.timing(), over.timingSample(), over.observationEnabled()));
    }

    private static Instrumentation instrumentation(
            Instrumentation base, @Nullable Timing timing, @Nullable Integer sample, @Nullable Boolean observed) {
        return new Instrumentation(
                orElse(timing, base.timing()),
                orElse(sample, base.timingSample()),
                orElse(observed, base.isObserved()));
    }

    private static RetryPolicy retry(RetryPolicy base, Retry over) {
        Duration delay = orElse(over.delay(), base.delay());
        Duration maxDelay = orElse(over.maxDelay(), base.maxDelay());
        // Where the delay is set too, that one is told to be wrong.
        if (over.delay() == null && maxDelay.compareTo(delay) < 0) {
            throw new BusConfigurationException(
                    "retry.max-delay must be at least retry.delay " + delay + ", but was " + maxDelay);
        }
        return new RetryPolicy(
                orElse(over.maxAttempts(), base.maxAttempts()),
                delay,
                orElse(over.multiplier(), base.multiplier()),
                maxDelay,
                orElse(over.then(), base.then()));
    }
}
