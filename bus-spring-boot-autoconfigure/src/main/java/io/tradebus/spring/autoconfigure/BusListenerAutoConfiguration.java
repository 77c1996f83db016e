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

/**
 * Listeners: what finds them, what calls them, and what starts and stops them. Parameters are called as the beans that they are by
 * default, as in {@link BusAutoConfiguration}.
 */
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
            BusRuntimeLifecycle busRuntimeLifecycle,
            ListenerSettings busListenerSettings,
            ObjectProvider<HandlerDecorator> decorators) {
        return ListenerEnvironment.of(
                busRuntimeLifecycle,
                busListenerSettings,
                decorators.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean(BusListenerRegistry.class)
    DefaultBusListenerRegistry busListenerRegistry(
            ListenerEnvironment busListenerEnvironment, AgentGroups busAgentGroups, BusEvents busEvents) {
        return new DefaultBusListenerRegistry(
                busListenerEnvironment, busAgentGroups, busEvents, mapper.listenerPhase());
    }
}
