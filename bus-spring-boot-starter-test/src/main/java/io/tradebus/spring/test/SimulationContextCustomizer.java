package io.tradebus.spring.test;

import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Tells the context what its network is like.
 *
 * @param settings part of what tells contexts apart
 */
record SimulationContextCustomizer(SimulationSettings settings) implements ContextCustomizer {
    /** Name of the bean, and of the property: a context that does not start has lost its beans. */
    static final String SETTINGS = "busSimulationSettings";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        context.getBeanFactory().registerSingleton(SETTINGS, settings);
        context.getEnvironment()
                .getPropertySources()
                .addLast(new MapPropertySource(SETTINGS, Map.of(SETTINGS, settings)));
    }
}
