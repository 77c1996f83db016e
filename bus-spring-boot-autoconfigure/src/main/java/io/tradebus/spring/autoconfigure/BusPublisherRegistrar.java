package io.tradebus.spring.autoconfigure;

import io.tradebus.core.JvmAccess;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusPublication;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.config.BeanDefinition;
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
        for (String stream : streams) {
            // An application that was processed ahead of time has declared those it knew then.
            if (!registry.containsBeanDefinition(PREFIX + stream)) {
                registry.registerBeanDefinition(PREFIX + stream, definition(stream));
            }
        }
    }

    private static RootBeanDefinition definition(String stream) {
        var definition = new RootBeanDefinition();
        definition.setTargetType(BusPublisher.class);
        definition.setFactoryBeanName(BusPublishers.BEAN);
        definition.setFactoryMethodName(BusPublishers.METHOD);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, stream);
        definition.setLazyInit(true);
        definition.setRole(BeanDefinition.ROLE_APPLICATION);
        definition.addQualifier(new AutowireCandidateQualifier(BusPublication.class, stream));
        return definition;
    }
}
