package io.tradebus.spring.autoconfigure;

import io.tradebus.spring.annotation.BusListenerPostProcessor;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.core.BusExecution;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.event.BusEvents;
import io.tradebus.spring.listener.AgentGroups;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.DefaultBusListenerRegistry;
import io.tradebus.spring.listener.ExclusiveWriters;
import io.tradebus.spring.listener.HandlerDecorator;
import io.tradebus.spring.listener.InvokerFactory;
import io.tradebus.spring.listener.ListenerEnvironment;
import io.tradebus.spring.listener.ListenerSettings;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Listeners: what finds them, what calls them, and what starts and stops them. */
@AutoConfiguration(after = BusAutoConfiguration.class)
@ConditionalOnBean(BusRuntimeLifecycle.class)
public final class BusListenerAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    static BusListenerPostProcessor busListenerPostProcessor() {
        return new BusListenerPostProcessor();
    }

    @Bean
    @ConditionalOnMissingBean
    InvokerFactory busInvokerFactory(BusConverters converters) {
        return new InvokerFactory(converters);
    }

    @Bean
    @ConditionalOnMissingBean(ListenerSettings.class)
    PropertiesListenerSettings busListenerSettings(
            BusProperties properties, BusPropertiesMapper mapper, ObjectProvider<BusListenerCustomizer> customizers) {
        return new PropertiesListenerSettings(
                properties, mapper, customizers.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
    AgentGroups busAgentGroups(ObjectProvider<PropertiesListenerSettings> settings, BusExecution execution) {
        PropertiesListenerSettings configured = settings.getIfAvailable();
        return new AgentGroups(configured == null ? Map.of() : configured.agents(), execution);
    }

    @Bean
    @ConditionalOnMissingBean
    ExclusiveWriters busExclusiveWriters() {
        return new ExclusiveWriters();
    }

    @Bean
    @ConditionalOnMissingBean(BusListenerRegistry.class)
    DefaultBusListenerRegistry busListenerRegistry(
            BusProperties properties,
            BusStreams streams,
            BusRuntimeLifecycle lifecycle,
            ListenerSettings settings,
            AgentGroups groups,
            BusEvents events,
            ExclusiveWriters writers,
            ObjectProvider<HandlerDecorator> decorators) {
        int phase = BusPropertiesMapper.orElse(properties.listener().phase(), DefaultBusListenerRegistry.DEFAULT_PHASE);
        var environment =
                new ListenerEnvironment(streams, lifecycle::connection, lifecycle::publisher, settings, writers);
        var registry = new DefaultBusListenerRegistry(environment, groups, events, phase);
        registry.setDecorators(decorators.orderedStream().toList());
        return registry;
    }
}
