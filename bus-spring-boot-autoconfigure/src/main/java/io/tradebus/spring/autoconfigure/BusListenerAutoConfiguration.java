package io.tradebus.spring.autoconfigure;

import io.tradebus.spring.annotation.BusListenerPostProcessor;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.core.BusExecution;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.event.BusEvents;
import io.tradebus.spring.listener.AgentGroups;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.DefaultBusListenerRegistry;
import io.tradebus.spring.listener.HandlerDecorator;
import io.tradebus.spring.listener.ListenerEnvironment;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Listeners: what finds them, what calls them, and what starts and stops them. Parameters are as few, and called, as in
 * {@link BusAutoConfiguration}.
 */
@AutoConfiguration(after = BusAutoConfiguration.class)
@ConditionalOnBean(BusRuntimeLifecycle.class)
public final class BusListenerAutoConfiguration {
    private final BusPropertiesMapper mapper;
    private final ApplicationContext context;

    BusListenerAutoConfiguration(BusProperties properties, ApplicationContext context) {
        this.mapper = new BusPropertiesMapper(properties);
        this.context = context;
    }

    @Bean
    static BusListenerPostProcessor busListenerPostProcessor() {
        return new BusListenerPostProcessor();
    }

    /** Lazy itself: only an application whose beans are lazy asks for it. */
    @Bean
    @Lazy
    static EagerListeners busEagerListeners() {
        return new EagerListeners();
    }

    @Bean
    ListenerEnvironment busListenerEnvironment(BusRuntimeLifecycle busRuntimeLifecycle, BusConverters busConverters) {
        var settings = new PropertiesListenerSettings(mapper, all(BusListenerCustomizer.class));
        var groups =
                new AgentGroups(settings.agents(), BusExecution.orThreads(context.getBeanProvider(BusExecution.class)));
        return ListenerEnvironment.of(
                busRuntimeLifecycle, busConverters, settings, groups, all(HandlerDecorator.class));
    }

    @Bean
    @ConditionalOnMissingBean(BusListenerRegistry.class)
    DefaultBusListenerRegistry busListenerRegistry(ListenerEnvironment busListenerEnvironment, BusEvents busEvents) {
        return new DefaultBusListenerRegistry(busListenerEnvironment, busEvents, mapper.listenerPhase());
    }

    private <T> List<T> all(Class<T> type) {
        return context.getBeanProvider(type).orderedStream().toList();
    }
}
