package io.tradebus.spring.autoconfigure;

import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.spring.autoconfigure.preflight.BusNeeds;
import io.tradebus.spring.autoconfigure.preflight.HostProbe;
import io.tradebus.spring.autoconfigure.preflight.PreflightCheck;
import io.tradebus.spring.core.BusRequests;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.listener.AgentGroups;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The look at the machine before the start. */
@AutoConfiguration(after = {BusAutoConfiguration.class, BusListenerAutoConfiguration.class})
@ConditionalOnClass(BusRuntime.class)
@ConditionalOnBooleanProperty(name = "bus.enabled", matchIfMissing = true)
public final class BusPreflightAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    HostProbe busHostProbe() {
        return new HostProbe(Path.of("/"));
    }

    @Bean
    @ConditionalOnMissingBean
    PreflightCheck busPreflightCheck(
            BusProperties properties,
            BusConnectionDetails details,
            BusStreams streams,
            ObjectProvider<BusRuntimeLifecycle> lifecycles,
            HostProbe probe,
            EmbeddedDriver driver,
            ObjectProvider<BusListenerRegistry> registry,
            ObjectProvider<AgentGroups> agents,
            ObjectProvider<BusRequests> requests) {
        // Asked for when it looks, since what a bean depends on is started before it.
        return new PreflightCheck(
                () -> {
                    BusRuntimeLifecycle lifecycle = lifecycles.getObject();
                    List<BusListenerHandle> starting = starting(registry.getIfAvailable());
                    var needs = new PropertiesBusNeeds(
                            streams,
                            lifecycle.published(),
                            heard(starting),
                            idle(starting, agents.getIfAvailable()),
                            idle(requests.getIfAvailable()));
                    return BusAutoConfiguration.isEmbedded(properties, details)
                            ? embedded(needs, driver, lifecycle.runtime())
                            : needs.external(details);
                },
                probe,
                properties.preflight());
    }

    /** Those that start with the context; others take nothing now. */
    private static List<BusListenerHandle> starting(@Nullable BusListenerRegistry registry) {
        return registry == null
                ? List.of()
                : registry.listeners().stream()
                        .filter(listener -> listener.desiredState() == ListenerState.RUNNING
                                || listener.desiredState() == ListenerState.PAUSED)
                        .toList();
    }

    private static List<String> heard(List<BusListenerHandle> listeners) {
        return listeners.stream()
                .map(BusListenerHandle::streams)
                .flatMap(List::stream)
                .toList();
    }

    private static Map<String, IdleSettings> idle(List<BusListenerHandle> listeners, @Nullable AgentGroups groups) {
        Map<String, IdleSettings> idle = groups == null ? new TreeMap<>() : new TreeMap<>(groups.idle());
        idle.keySet()
                .retainAll(listeners.stream()
                        .map(BusListenerHandle::agents)
                        .flatMap(List::stream)
                        .collect(Collectors.toSet()));
        return idle;
    }

    private static Map<String, IdleSettings> idle(@Nullable BusRequests requests) {
        return requests == null ? Map.of() : requests.idle();
    }

    /** @param runtime that was used before the start of the context, and has what it needs; null if it was not */
    private static BusNeeds embedded(PropertiesBusNeeds needs, EmbeddedDriver next, @Nullable BusRuntime runtime) {
        Driver running = runtime == null ? null : runtime.driver();
        if (runtime == null || running == null) {
            return needs.embedded(next.next());
        }
        return needs.embedded(running.config()).besides(runtime.driverStatus().mappedBytes());
    }
}
