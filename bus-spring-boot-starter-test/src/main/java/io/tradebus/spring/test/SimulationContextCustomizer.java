package io.tradebus.spring.test;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Tells the context what its network is like.
 *
 * @param settings part of what tells contexts apart
 */
record SimulationContextCustomizer(SimulationSettings settings) implements ContextCustomizer {
    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        context.getBeanFactory().registerSingleton("busSimulationSettings", settings);
    }
}
