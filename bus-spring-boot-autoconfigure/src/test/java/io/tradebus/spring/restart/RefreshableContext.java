package io.tradebus.spring.restart;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.support.AbstractRefreshableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** A context that may be refreshed while it runs; Spring then destroys the beans it has without stopping them first. */
final class RefreshableContext extends AbstractRefreshableApplicationContext {
    private final Class<?>[] classes;

    RefreshableContext(ConfigurableEnvironment environment, Class<?>... classes) {
        this.classes = classes;
        setEnvironment(environment);
    }

    @Override
    protected void loadBeanDefinitions(DefaultListableBeanFactory beans) {
        new AnnotatedBeanDefinitionReader(beans, getEnvironment()).register(classes);
    }
}
