package io.tradebus.spring.autoconfigure;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.spring.autoconfigure.preflight.BusNeeds;
import io.tradebus.spring.core.BusRequests;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerEnvironment;
import io.tradebus.spring.listener.ListenerState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/**
 * What the application asks of the machine at its next start. The beans that tell are asked for when somebody wants to know: what
 * a bean depends on is started before it, and the look at the machine comes first.
 */
final class PreflightNeeds implements Supplier<BusNeeds> {
    private final DriverSetup driver;
    private final BeanFactory beans;

    PreflightNeeds(DriverSetup driver, BeanFactory beans) {
        this.driver = driver;
        this.beans = beans;
    }

    @Override
    public BusNeeds get() {
        BusRuntimeLifecycle lifecycle = beans.getBean(BusRuntimeLifecycle.class);
        List<String> heard = new ArrayList<>();
        Set<String> agents = new HashSet<>();
        BusListenerRegistry registry = find(BusListenerRegistry.class);
        if (registry != null) {
            for (BusListenerHandle listener : registry.listeners()) {
                if (isStarting(listener)) {
                    heard.addAll(listener.streams());
                    agents.addAll(listener.agents());
                }
            }
        }
        var needs = new PropertiesBusNeeds(lifecycle.streams(), lifecycle.published(), heard, idle(agents), requests());
        return driver.isEmbedded() ? embedded(needs, lifecycle.runtime()) : needs.external(driver.details());
    }

    /** Others take nothing now. */
    private static boolean isStarting(BusListenerHandle listener) {
        ListenerState desired = listener.desiredState();
        return desired == ListenerState.RUNNING || desired == ListenerState.PAUSED;
    }

    private Map<String, IdleSettings> idle(Set<String> agents) {
        ListenerEnvironment listeners = find(ListenerEnvironment.class);
        Map<String, IdleSettings> idle = listeners == null
                ? new TreeMap<>()
                : new TreeMap<>(listeners.groups().idle());
        idle.keySet().retainAll(agents);
        return idle;
    }

    private Map<String, IdleSettings> requests() {
        BusRequests requests = find(BusRequests.class);
        return requests == null ? Map.of() : requests.idle();
    }

    /** @param runtime that was used before the start of the context, and has what it needs; null if it was not */
    private BusNeeds embedded(PropertiesBusNeeds needs, @Nullable BusRuntime runtime) {
        Driver running = runtime == null ? null : runtime.driver();
        if (runtime == null || running == null) {
            DriverConfig config = driver.next();
            // Of sparse files less is given back than they say; the driver itself looks again when they are deleted.
            return needs.embedded(config).inPlaceOf(new DriverDirectory(config.directory()).length());
        }
        return needs.embedded(running.config()).besides(runtime.driverStatus().mappedBytes());
    }

    private <T> @Nullable T find(Class<T> type) {
        return beans.getBeanProvider(type).getIfAvailable();
    }
}
