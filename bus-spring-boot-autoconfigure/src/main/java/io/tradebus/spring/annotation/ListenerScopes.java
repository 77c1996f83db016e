package io.tradebus.spring.annotation;

import io.tradebus.core.BusConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Refuses listeners on beans that are not singletons. Of such a bean there are several, or none when a message comes, and nobody
 * could say which of them is meant.
 */
final class ListenerScopes {
    private static final Log LOG = LogFactory.getLog("bus.listener");

    private final ConfigurableListableBeanFactory beans;

    ListenerScopes(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * Looks at the classes of all beans that are not singletons, of which there may be none yet, and warns of listeners on beans
     * that are not made.
     *
     * @throws BusConfigurationException if one of them has a listener
     */
    void requireSingletons() {
        for (String name : beans.getBeanDefinitionNames()) {
            BeanDefinition bean = beans.getMergedBeanDefinition(name);
            if (bean.isAbstract()) {
                continue;
            } else if (!bean.isSingleton()) {
                String origin = originIn(name);
                if (origin != null) {
                    throw refused(name, bean, origin);
                }
            } else if (bean.isLazyInit() && !beans.containsSingleton(name)) {
                warnOfLazy(name);
            }
        }
    }

    private @Nullable String originIn(String name) {
        Class<?> type = beans.getType(name, false);
        return type == null || FrameworkClasses.contain(type) ? null : DeclaredListener.originIn(type);
    }

    private void warnOfLazy(String name) {
        String origin = originIn(name);
        if (origin != null) {
            LOG.warn("bean '" + name + "' is lazy, and so does not listen before somebody asks for it (" + origin
                    + "); remove @Lazy");
        }
    }

    /** @throws BusConfigurationException if the bean that has these listeners is not a singleton */
    void requireSingleton(DeclaredListener listener) {
        String name = listener.beanName();
        if (beans.containsBeanDefinition(name)) {
            BeanDefinition bean = beans.getMergedBeanDefinition(name);
            if (!bean.isSingleton()) {
                throw refused(name, bean, listener.origin());
            }
        }
    }

    private static BusConfigurationException refused(String name, BeanDefinition bean, String origin) {
        String known = ScopedProxyUtils.isScopedTarget(name) ? ScopedProxyUtils.getOriginalBeanName(name) : name;
        return new BusConfigurationException("bean '" + known + "' has the scope '" + bean.getScope()
                + "', and only singletons can listen (" + origin
                + "); move the listener to a singleton that gets this bean by an ObjectProvider, or remove the scope");
    }
}
