package io.tradebus.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusListenerAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusProperties;
import io.tradebus.spring.core.BusRequests;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerEnvironment;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Meters {@code bus.*}, where there is a registry. */
@AutoConfiguration(
        after = {BusAutoConfiguration.class, BusListenerAutoConfiguration.class},
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({MeterRegistry.class, BusRuntimeLifecycle.class})
public final class BusMetricsAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    BusMeterBinder busMeterBinder(
            ObjectProvider<BusRuntimeLifecycle> lifecycle,
            ObjectProvider<BusTemplate> template,
            ObjectProvider<BusListenerRegistry> registry,
            ObjectProvider<ListenerEnvironment> environment,
            ObjectProvider<BusRequests> requests,
            BusProperties properties) {
        return new BusMeterBinder(
                lifecycle,
                template,
                registry,
                environment,
                requests,
                properties.getMetrics().perSession());
    }

    /** Nearest to the handler, so that what else is measured is not part of the time. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnMissingBean
    TimingDecorator busTimingDecorator(
            ObjectProvider<MeterRegistry> meters, ObjectProvider<BusListenerRegistry> listeners) {
        return new TimingDecorator(meters, listeners);
    }
}
