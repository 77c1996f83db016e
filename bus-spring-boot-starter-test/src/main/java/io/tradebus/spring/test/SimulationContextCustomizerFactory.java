package io.tradebus.spring.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;

/** Looks for {@link BusSimulation}. */
final class SimulationContextCustomizerFactory implements ContextCustomizerFactory {
    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        SimulationSettings settings = SimulationSettings.of(testClass);
        return settings == null ? null : new SimulationContextCustomizer(settings);
    }
}
