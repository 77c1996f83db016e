package io.tradebus.spring.autoconfigure;

import io.tradebus.core.JvmAccess;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.annotation.BusPublication;
import io.tradebus.spring.annotation.BusPublicationVerifier;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Declares one lazy {@link BusPublisher} bean for each stream, qualified by the stream's name. A stream nobody injects a
 * publisher of has no publication. Runs before any bean is made, and therefore also asks here whether this JVM lets the
 * buffers work at all, and has all beans looked at for publishers of streams that are not configured.
 */
final class BusPublisherRegistrar implements BeanDefinitionRegistryPostProcessor, EnvironmentAware {
    private static final String PREFIX = "busPublisher.";
    private static final ConfigurationPropertyName STREAMS = ConfigurationPropertyName.of("bus.streams");

    private final Set<String> streams = new TreeSet<>();

    @Override
    public void setEnvironment(Environment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names
                    && source.containsDescendantOf(STREAMS) != ConfigurationPropertyState.ABSENT) {
                for (ConfigurationPropertyName name : names) {
                    add(name);
                }
            }
        }
    }

    /** The name of a stream is as it is written, as the binder has it too: it is the key of a map. */
    private void add(ConfigurationPropertyName property) {
        if (STREAMS.isAncestorOf(property)) {
            streams.add(property.getElement(STREAMS.getNumberOfElements(), Form.ORIGINAL));
        }
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

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        beans.addBeanPostProcessor(new BusPublicationVerifier(streams));
    }

    private static RootBeanDefinition definition(String stream) {
        var definition = new RootBeanDefinition(BusPublishers.class);
        definition.setTargetType(BusPublisher.class);
        definition.setFactoryMethodName(BusPublishers.METHOD);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, stream);
        definition.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
        definition.setLazyInit(true);
        definition.setRole(BeanDefinition.ROLE_APPLICATION);
        definition.addQualifier(new AutowireCandidateQualifier(BusPublication.class, stream));
        return definition;
    }
}
