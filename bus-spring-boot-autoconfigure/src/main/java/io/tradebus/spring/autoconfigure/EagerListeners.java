package io.tradebus.spring.autoconfigure;

import io.tradebus.spring.annotation.BusListenerPostProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;

/** Has beans with listeners made with the context also where {@code spring.main.lazy-initialization} is true: nobody asks for them. */
final class EagerListeners implements LazyInitializationExcludeFilter {
    @Override
    public boolean isExcluded(String beanName, BeanDefinition beanDefinition, Class<?> beanType) {
        return BusListenerPostProcessor.declaresListener(beanType);
    }
}
