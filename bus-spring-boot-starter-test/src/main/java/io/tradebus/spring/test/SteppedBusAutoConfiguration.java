package io.tradebus.spring.test;

import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.core.BusExecution;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.event.BusEvents;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/** What takes the place of threads and clocks with {@code bus.driver.threading=invoker}. */
@AutoConfiguration(before = BusAutoConfiguration.class)
@ConditionalOnProperty(name = "bus.driver.threading", havingValue = "invoker")
@ConditionalOnMissingBean(BusExecution.class)
public final class SteppedBusAutoConfiguration {
    @Bean
    SteppedBus steppedBus(
            ObjectProvider<BusRuntimeLifecycle> lifecycle, ObjectProvider<SimulationSettings> simulation) {
        return new SteppedBus(() -> lifecycle.getObject().runtime(), simulation.getIfAvailable());
    }

    @Bean
    @ConditionalOnBean(SimulationSettings.class)
    BusSimulatedNetwork busSimulatedNetwork(SteppedBus bus) {
        return Objects.requireNonNull(bus.network());
    }

    @Bean
    @ConditionalOnMissingBean(BusEvents.class)
    SteppedEvents busEvents(ApplicationEventPublisher publisher, SteppedBus bus) {
        return new SteppedEvents(publisher, bus);
    }
}
