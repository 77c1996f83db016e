package io.tradebus.spring.autoconfigure.endpoint;

import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusListenerAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusProperties;
import io.tradebus.spring.autoconfigure.BusPropertiesMapper;
import io.tradebus.spring.autoconfigure.SystemSocketLimits;
import io.tradebus.spring.autoconfigure.explain.BusExplainer;
import io.tradebus.spring.autoconfigure.explain.ExplainSettings;
import io.tradebus.spring.autoconfigure.explain.ExplainSources;
import io.tradebus.spring.autoconfigure.preflight.HostFinding;
import io.tradebus.spring.autoconfigure.preflight.PreflightCheck;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.event.BusEvents;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerEnvironment;
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
            ObjectProvider<PreflightCheck> preflight,
            BusExplainer explainer) {
        return new BusEndpoint(lifecycle, streams, registry, () -> findings(preflight), explainer);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(BusEndpoint.class)
    BusExplainer busExplainer(
            BusRuntimeLifecycle lifecycle,
            BusStreams streams,
            ExplainSources sources,
            BusProperties properties,
            BusEvents events) {
        var mapper = new BusPropertiesMapper(properties);
        SystemSocketLimits limits = SystemSocketLimits.ofSystem();
        var explainer = new BusExplainer(
                lifecycle,
                streams,
                sources,
                new ExplainSettings(
                        mapper.timeout().toMillis(),
                        mapper.lowStorageWarning(),
                        limits.receiveBuffer(),
                        limits.sendBuffer()),
                InstantSource.system());
        events.every(BusExplainer.PERIOD_MS, explainer::remember);
        return explainer;
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(BusEndpoint.class)
    ExplainSources busExplainSources(
            ObjectProvider<BusListenerRegistry> registry,
            ObjectProvider<ListenerEnvironment> environment,
            ObjectProvider<BusTemplate> template,
            ObjectProvider<PreflightCheck> preflight) {
        return new ExplainSources(
                () -> {
                    BusListenerRegistry known = registry.getIfAvailable();
                    return known == null ? List.of() : known.listeners();
                },
                () -> {
                    ListenerEnvironment known = environment.getIfAvailable();
                    return known == null ? Map.of() : known.groups().idle();
                },
                stream -> {
                    BusTemplate known = template.getIfAvailable();
                    return known == null ? 0 : known.dropped().count(stream);
                },
                () -> findings(preflight));
    }

    private static List<HostFinding> findings(ObjectProvider<PreflightCheck> preflight) {
        PreflightCheck known = preflight.getIfAvailable();
        return known == null ? List.of() : known.findings();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(BusCountersEndpoint.class)
    BusCountersEndpoint busCountersEndpoint(BusRuntimeLifecycle lifecycle) {
        return new BusCountersEndpoint(lifecycle);
    }
}
