package io.tradebus.spring.autoconfigure.observation;

import io.micrometer.observation.ObservationRegistry;
import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStreams;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Observations of messages, where there is a registry for them. Which listeners are observed is a setting of each, so
 * there is no condition on it here.
 */
@AutoConfiguration(
        after = BusAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({ObservationRegistry.class, BusRuntimeLifecycle.class})
public final class BusObservationAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ObservingDecorator busObservingDecorator(
            ObjectProvider<ObservationRegistry> registry,
            ObjectProvider<BusListenerObservationConvention> convention,
            BusStreams streams) {
        return new ObservingDecorator(registry, convention, streams.traced());
    }
}
