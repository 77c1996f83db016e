package io.tradebus.spring.test;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.spring.autoconfigure.BusAutoConfiguration;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.core.BusTemplate;
import io.tradebus.spring.listener.BusListenerRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** What a test does with the bus. */
@AutoConfiguration(after = BusAutoConfiguration.class)
@ConditionalOnBean({BusRuntimeLifecycle.class, BusTemplate.class})
public final class BusTestAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    BusTestDriver busTestDriver(
            BusTemplate bus,
            BusStreams streams,
            BusRuntimeLifecycle lifecycle,
            ObjectProvider<BusListenerRegistry> listeners,
            ObjectProvider<SimulationSettings> simulation) {
        if (simulation.getIfAvailable() != null && !(bus.execution() instanceof SteppedBus)) {
            throw new BusConfigurationException(
                    "@BusSimulation runs the bus on the test's thread; remove stepped = false "
                            + "from @BusTest, or set bus.driver.threading=invoker in a test of another kind");
        }
        return new BusTestDriver(bus, streams, lifecycle, listeners::getIfAvailable);
    }
}
