package io.tradebus.spring.autoconfigure;

import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.spring.autoconfigure.preflight.BusNeeds;
import io.tradebus.spring.autoconfigure.preflight.HostProbe;
import io.tradebus.spring.autoconfigure.preflight.PreflightCheck;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.listener.AgentGroups;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
            BusPropertiesMapper mapper,
            BusConnectionDetails details,
            BusStreams streams,
            HostProbe probe,
            ObjectProvider<BusDriverCustomizer> customizers,
            ObjectProvider<BusListenerRegistry> registry,
            ObjectProvider<AgentGroups> agents) {
        List<BusDriverCustomizer> driverCustomizers =
                customizers.orderedStream().toList();
        return new PreflightCheck(
                () -> {
                    BusListenerRegistry listeners = registry.getIfAvailable();
                    List<String> heard = listeners == null
                            ? List.of()
                            : listeners.listeners().stream()
                                    .map(BusListenerHandle::streams)
                                    .flatMap(List::stream)
                                    .toList();
                    AgentGroups groups = agents.getIfAvailable();
                    var needs = new PropertiesBusNeeds(streams, heard, groups == null ? Map.of() : groups.idle());
                    return BusAutoConfiguration.isEmbedded(properties, details)
                            ? embedded(needs, mapper, details, driverCustomizers)
                            : needs.external(details);
                },
                probe,
                properties.preflight());
    }

    private static BusNeeds embedded(
            PropertiesBusNeeds needs,
            BusPropertiesMapper mapper,
            BusConnectionDetails details,
            List<BusDriverCustomizer> customizers) {
        return needs.embedded(EmbeddedDriver.customized(mapper, details, customizers));
    }
}
