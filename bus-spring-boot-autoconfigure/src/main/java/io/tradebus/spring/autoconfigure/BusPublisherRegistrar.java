package io.tradebus.spring.autoconfigure;

import io.tradebus.core.JvmAccess;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusPublication;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Declares one lazy {@link BusPublisher} bean for each stream, qualified by the stream's name. A stream nobody injects a
 * publisher of has no publication. Runs before any bean is made, and therefore also asks here whether this JVM lets the
 * buffers work at all.
 */
final class BusPublisherRegistrar implements BeanDefinitionRegistryPostProcessor {
    private static final String PREFIX = "busPublisher.";

    private final Set<String> streams;

    BusPublisherRegistrar(Environment environment) {
        streams = new TreeSet<>(Binder.get(environment)
                .bind("bus.streams", Bindable.mapOf(String.class, Object.class))
                .orElseGet(Map::of)
                .keySet());
    }

    /** Names of the configured streams. */
    Set<String> streams() {
        return streams;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        JvmAccess.require();
        var beanFactory = (ConfigurableListableBeanFactory) registry;
        for (String stream : streams) {
            var definition = new RootBeanDefinition(
                    BusPublisher.class,
                    () -> beanFactory.getBean(BusRuntimeLifecycle.class).publisher(stream));
            definition.setLazyInit(true);
            definition.setRole(BeanDefinition.ROLE_APPLICATION);
            definition.addQualifier(new AutowireCandidateQualifier(BusPublication.class, stream));
            registry.registerBeanDefinition(PREFIX + stream, definition);
        }
    }
}
