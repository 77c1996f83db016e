package io.tradebus.spring.autoconfigure.endpoint;

import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusListenerAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusPropertiesMapper;
import io.tradebus.spring.autoconfigure.SystemSocketLimits;
import io.tradebus.spring.autoconfigure.explain.BusExplainer;
import io.tradebus.spring.autoconfigure.explain.ExplainSettings;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.listener.AgentGroups;
import io.tradebus.spring.listener.BusListenerRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The endpoints {@code bus} and {@code buscounters}, where endpoints are available and they are exposed. */
@AutoConfiguration(after = {BusAutoConfiguration.class, BusListenerAutoConfiguration.class})
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(BusRuntimeLifecycle.class)
public final class BusEndpointAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(BusEndpoint.class)
    BusEndpoint busEndpoint(
            BusRuntimeLifecycle lifecycle,
            BusStreams streams,
            ObjectProvider<BusListenerRegistry> registry,
            BusExplainer explainer) {
        return new BusEndpoint(lifecycle, streams, registry, explainer);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(BusEndpoint.class)
    BusExplainer busExplainer(
            BusRuntimeLifecycle lifecycle,
            BusStreams streams,
            ObjectProvider<BusListenerRegistry> registry,
            ObjectProvider<AgentGroups> agents,
            BusPropertiesMapper mapper) {
        SystemSocketLimits limits = SystemSocketLimits.ofSystem();
        return new BusExplainer(
                lifecycle,
                streams,
                () -> {
                    BusListenerRegistry known = registry.getIfAvailable();
                    return known == null ? List.of() : known.listeners();
                },
                () -> {
                    AgentGroups known = agents.getIfAvailable();
                    return known == null ? Map.of() : known.idle();
                },
                new ExplainSettings(
                        mapper.timeout().toMillis(),
                        mapper.lowStorageWarning(),
                        limits.receiveBuffer(),
                        limits.sendBuffer()),
                InstantSource.system());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(BusCountersEndpoint.class)
    BusCountersEndpoint busCountersEndpoint(BusRuntimeLifecycle lifecycle) {
        return new BusCountersEndpoint(lifecycle);
    }
}
