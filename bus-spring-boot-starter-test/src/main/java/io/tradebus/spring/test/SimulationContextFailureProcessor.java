package io.tradebus.spring.test;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ApplicationContextFailureProcessor;

/** Adds to the failure of an application that did not start over a simulated network how it is replayed. */
final class SimulationContextFailureProcessor implements ApplicationContextFailureProcessor {
    @Override
    public void processLoadFailure(ApplicationContext context, @Nullable Throwable failure) {
        SimulationSettings settings =
                context.getEnvironment().getProperty(SimulationContextCustomizer.SETTINGS, SimulationSettings.class);
        if (settings != null && failure != null) {
            SimulationFailure.report(settings, "the application that did not start", failure);
        }
    }
}
