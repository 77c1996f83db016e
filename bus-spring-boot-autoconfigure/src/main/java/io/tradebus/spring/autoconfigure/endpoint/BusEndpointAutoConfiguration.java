package io.tradebus.spring.autoconfigure.endpoint;

import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusListenerAutoConfiguration;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.listener.BusListenerRegistry;
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
            BusRuntimeLifecycle lifecycle, BusStreams streams, ObjectProvider<BusListenerRegistry> registry) {
        return new BusEndpoint(lifecycle, streams, registry);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(BusCountersEndpoint.class)
    BusCountersEndpoint busCountersEndpoint(BusRuntimeLifecycle lifecycle) {
        return new BusCountersEndpoint(lifecycle);
    }
}
