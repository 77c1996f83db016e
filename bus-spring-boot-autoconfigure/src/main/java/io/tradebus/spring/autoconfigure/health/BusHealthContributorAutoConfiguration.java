package io.tradebus.spring.autoconfigure.health;

import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusListenerAutoConfiguration;
import io.tradebus.spring.autoconfigure.BusProperties;
import io.tradebus.spring.autoconfigure.BusPropertiesMapper;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.listener.BusListenerRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.util.unit.DataSize;

/** Health {@code bus}: of the driver, the listeners and the storage. */
@AutoConfiguration(after = {BusAutoConfiguration.class, BusListenerAutoConfiguration.class})
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(BusRuntimeLifecycle.class)
@ConditionalOnEnabledHealthIndicator("bus")
public final class BusHealthContributorAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(name = {"busHealthIndicator", "busHealthContributor"})
    CompositeHealthContributor busHealthContributor(
            BusRuntimeLifecycle lifecycle, BusProperties properties, ObjectProvider<BusListenerRegistry> registry) {
        var mapper = new BusPropertiesMapper(properties);
        Map<String, HealthIndicator> parts = new LinkedHashMap<>();
        parts.put("driver", new BusDriverHealthIndicator(lifecycle, mapper.timeout()));
        registry.ifAvailable(
                known -> parts.put("listeners", new BusListenersHealthIndicator(known, InstantSource.system())));
        parts.put("storage", new BusStorageHealthIndicator(lifecycle, DataSize.ofBytes(mapper.lowStorageWarning())));
        return CompositeHealthContributor.fromMap(parts);
    }
}
