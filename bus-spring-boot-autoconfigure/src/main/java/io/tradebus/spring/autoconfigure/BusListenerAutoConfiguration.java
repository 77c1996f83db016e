package io.tradebus.spring.autoconfigure;

import io.tradebus.spring.annotation.BusListenerPostProcessor;
import io.tradebus.spring.core.BusExecution;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.event.BusEvents;
import io.tradebus.spring.listener.AgentGroups;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.DefaultBusListenerRegistry;
import io.tradebus.spring.listener.HandlerDecorator;
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
    private final BusPropertiesMapper mapper;

    BusListenerAutoConfiguration(BusProperties properties) {
        this.mapper = new BusPropertiesMapper(properties);
    }

    @Bean
    @ConditionalOnMissingBean
    static BusListenerPostProcessor busListenerPostProcessor() {
        return new BusListenerPostProcessor();
    }

    @Bean
    @ConditionalOnMissingBean(ListenerSettings.class)
    PropertiesListenerSettings busListenerSettings(ObjectProvider<BusListenerCustomizer> customizers) {
        return new PropertiesListenerSettings(
                mapper, customizers.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
    AgentGroups busAgentGroups(
            ObjectProvider<PropertiesListenerSettings> settings, ObjectProvider<BusExecution> execution) {
        PropertiesListenerSettings configured = settings.getIfAvailable();
        return new AgentGroups(configured == null ? Map.of() : configured.agents(), BusExecution.orThreads(execution));
    }

    @Bean
    @ConditionalOnMissingBean
    ListenerEnvironment busListenerEnvironment(
            BusRuntimeLifecycle lifecycle, ListenerSettings settings, ObjectProvider<HandlerDecorator> decorators) {
        return ListenerEnvironment.of(
                lifecycle, settings, decorators.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean(BusListenerRegistry.class)
    DefaultBusListenerRegistry busListenerRegistry(
            ListenerEnvironment environment, AgentGroups groups, BusEvents events) {
        return new DefaultBusListenerRegistry(environment, groups, events, mapper.listenerPhase());
    }
}
