package io.tradebus.spring.annotation;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.NearestName;
import io.tradebus.spring.listener.BusListenerEndpoint;
import io.tradebus.spring.listener.BusListenerHandle;
import io.tradebus.spring.listener.BusListenerRegistrar;
import io.tradebus.spring.listener.BusListenerRegistry;
import io.tradebus.spring.listener.BusListenerSpec;
import io.tradebus.spring.listener.ListenerEnvironment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the classes and methods with {@link BusListener} while beans are made, once for each class, and registers them when all
 * singletons exist. A bean that is made later is registered then. Only singletons can listen.
 */
public class BusListenerPostProcessor implements BeanPostProcessor, SmartInitializingSingleton, BeanFactoryAware {
    private final Set<Class<?>> classesWithout = Collections.newSetFromMap(new ConcurrentHashMap<>());
    private final List<List<DeclaredListener>> found = new ArrayList<>();
    private @Nullable ConfigurableBeanFactory beanFactory;
    private @Nullable ListenerScopes scopes;
    private @Nullable ListenerDeclarations declarations;

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        this.beanFactory = (ConfigurableBeanFactory) beanFactory;
        this.scopes = beanFactory instanceof ConfigurableListableBeanFactory beans ? new ListenerScopes(beans) : null;
    }

    /** Whether beans of a class listen. */
    public static boolean declaresListener(Class<?> type) {
        return !FrameworkClasses.contain(type) && DeclaredListener.originIn(type) != null;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
        if (FrameworkClasses.contain(type) || classesWithout.contains(type) || !DeclaredListener.maybeIn(type)) {
            return bean;
        }
        List<DeclaredListener> declared = DeclaredListener.of(bean, beanName);
        if (declared.isEmpty()) {
            classesWithout.add(type);
        }
        if (!declared.isEmpty()) {
            ListenerScopes known = scopes;
            if (known != null) {
                known.requireSingleton(declared.get(0));
            }
            onFound(declared);
        }
        return bean;
    }

    private synchronized void onFound(List<DeclaredListener> ofBean) {
        if (declarations == null) {
            found.add(ofBean);
        } else {
            register(declarations, ofBean);
        }
    }

    @Override
    public synchronized void afterSingletonsInstantiated() {
        ConfigurableBeanFactory factory = beanFactory;
        if (factory == null) {
            throw new IllegalStateException("no bean factory was set");
        }
        ListenerScopes known = scopes;
        if (known != null) {
            known.requireSingletons();
        }
        ListenerEnvironment environment = factory.getBean(ListenerEnvironment.class);
        var ready = new ListenerDeclarations(factory, environment);
        declarations = ready;
        for (List<DeclaredListener> ofBean : found) {
            register(ready, ofBean);
        }
        found.clear();
        BusListenerRegistrar registrar = factory.getBean(BusListenerRegistrar.class);
        for (BusListenerSpec spec :
                factory.getBeanProvider(BusListenerSpec.class).orderedStream().toList()) {
            registrar.register(spec);
        }
        BusListenerRegistry registry = factory.getBean(BusListenerRegistry.class);
        requireKnown(environment.settings().ids(), registry);
        environment.settings().requireAgentsOf(registry.listeners());
    }

    private void register(ListenerDeclarations ready, List<DeclaredListener> ofBean) {
        ConfigurableBeanFactory factory = beanFactory;
        if (factory != null) {
            BusListenerRegistrar registrar = factory.getBean(BusListenerRegistrar.class);
            for (BusListenerEndpoint endpoint : ready.endpoints(ofBean)) {
                registrar.register(endpoint);
            }
        }
    }

    private static void requireKnown(Set<String> configured, BusListenerRegistry registry) {
        List<String> known = new ArrayList<>();
        for (BusListenerHandle listener : registry.listeners()) {
            known.add(listener.id());
        }
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
