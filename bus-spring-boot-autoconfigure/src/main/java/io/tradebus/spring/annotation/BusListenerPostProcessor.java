package io.tradebus.spring.annotation;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.NearestName;
import io.tradebus.spring.listener.BusListenerEndpoint;
import io.tradebus.spring.listener.BusListenerRegistrar;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.ListenerSettings;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds the methods with {@link BusListener} while beans are made, once for each class, and registers them when all
 * singletons exist. A bean that is made later is registered then.
 */
public class BusListenerPostProcessor implements BeanPostProcessor, SmartInitializingSingleton, BeanFactoryAware {
    private final Set<Class<?>> classesWithout = Collections.newSetFromMap(new ConcurrentHashMap<>());
    private final List<Found> found = new ArrayList<>();
    private @Nullable ConfigurableBeanFactory beanFactory;
    private @Nullable ListenerDeclarations declarations;

    private record Found(Object bean, String beanName, Method method, BusListener annotation) {}

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        this.beanFactory = (ConfigurableBeanFactory) beanFactory;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
        if (classesWithout.contains(type) || !AnnotationUtils.isCandidateClass(type, BusListener.class)) {
            return bean;
        }
        Map<Method, Set<BusListener>> methods =
                MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<Set<BusListener>>) method -> {
                    Set<BusListener> annotations = AnnotatedElementUtils.getMergedRepeatableAnnotations(
                            method, BusListener.class, BusListeners.class);
                    return annotations.isEmpty() ? null : annotations;
                });
        if (methods.isEmpty()) {
            classesWithout.add(type);
        }
        methods.forEach((method, annotations) ->
                annotations.forEach(annotation -> onFound(new Found(bean, beanName, method, annotation))));
        return bean;
    }

    private synchronized void onFound(Found listener) {
        if (declarations == null) {
            found.add(listener);
        } else {
            register(declarations, listener);
        }
    }

    @Override
    public synchronized void afterSingletonsInstantiated() {
        ConfigurableBeanFactory factory = beanFactory;
        if (factory == null) {
            throw new IllegalStateException("no bean factory was set");
        }
        var ready = new ListenerDeclarations(factory);
        declarations = ready;
        found.forEach(listener -> register(ready, listener));
        found.clear();
        requireKnown(
                factory.getBean(ListenerSettings.class).ids(),
                factory.getBean(BusListenerRegistry.class).listeners().stream()
                        .map(handle -> handle.id())
                        .toList());
    }

    private void register(ListenerDeclarations ready, Found listener) {
        ConfigurableBeanFactory factory = beanFactory;
        if (factory != null) {
            BusListenerEndpoint endpoint =
                    ready.endpoint(listener.bean(), listener.beanName(), listener.method(), listener.annotation());
            factory.getBean(BusListenerRegistrar.class).register(endpoint);
        }
    }

    private static void requireKnown(Set<String> configured, List<String> known) {
        for (String id : configured) {
            if (!known.contains(id)) {
                String nearest = NearestName.of(id, known);
                throw new BusConfigurationException("bus.listeners." + id + " configures a listener that does not exist"
                        + (nearest == null ? "; known are: " : ", did you mean '" + nearest + "'? Known are: ")
                        + (known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
    }
}
