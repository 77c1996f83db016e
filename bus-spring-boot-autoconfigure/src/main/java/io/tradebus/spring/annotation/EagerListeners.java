package io.tradebus.spring.annotation;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;

/** Has beans with listeners made with the context also where {@code spring.main.lazy-initialization} is true: nobody asks for them. */
public final class EagerListeners implements LazyInitializationExcludeFilter {
    @Override
    public boolean isExcluded(String beanName, BeanDefinition beanDefinition, Class<?> beanType) {
        return !FrameworkClasses.contain(beanType) && DeclaredListener.originIn(beanType) != null;
    }
}
