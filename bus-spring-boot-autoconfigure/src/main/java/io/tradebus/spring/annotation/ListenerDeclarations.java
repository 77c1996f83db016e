package io.tradebus.spring.annotation;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.UnknownStreamException;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.spring.convert.Payload;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.listener.BusErrorHandler;
import io.tradebus.spring.listener.BusFilter;
import io.tradebus.spring.listener.BusListenerEndpoint;
import io.tradebus.spring.listener.HandlerMethod;
import io.tradebus.spring.listener.InvokerFactory;
import io.tradebus.spring.listener.ListenerOptions;
import io.tradebus.spring.listener.ListenerSettings;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/** Turns what stands in the code of a bean into a {@link BusListenerEndpoint}, or says why it cannot be a listener. */
final class ListenerDeclarations {
    private static final Log LOG = LogFactory.getLog("bus.listener");

    private final ConfigurableBeanFactory beanFactory;
    private final InvokerFactory invokers;
    private final ListenerSettings settings;
    private final BusStreams streams;

    ListenerDeclarations(ConfigurableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
        this.invokers = beanFactory.getBean(InvokerFactory.class);
        this.settings = beanFactory.getBean(ListenerSettings.class);
        this.streams = beanFactory.getBean(BusStreams.class);
    }

    BusListenerEndpoint endpoint(DeclaredListener declared) {
        BusListener annotation = declared.annotation();
        String origin = declared.origin();
        String id = resolve(annotation.id());
        if (id.isEmpty()) {
            id = declared.defaultId();
        }
        List<String> names = settings.streams(id, resolveAll(annotation.streams()));
        declared.methods().forEach(method -> requireStreams(names, method, origin));
        ListenerOptions options = options(id, annotation, origin);
        List<HandlerMethod> methods = methods(declared, id);
        Supplier<MessageHandler> handlers = () -> declared.isType()
                ? invokers.dispatcher(methods, options.ackMode())
                : invokers.create(methods.get(0), options.ackMode());
        // Made once now, so that a signature that cannot work fails the start even of a listener that is started later.
        handlers.get();
        return new BusListenerEndpoint(
                id,
                names,
                settings.agent(id, emptyToNull(resolve(annotation.agent()))),
                options,
                handlers,
                bean(resolve(annotation.errorHandler()), BusErrorHandler.class, origin),
                bean(resolve(annotation.filter()), BusFilter.class, origin),
                origin);
    }

    private static List<HandlerMethod> methods(DeclaredListener declared, String id) {
        if (AopUtils.isAopProxy(declared.bean())) {
            LOG.info(id + ": is called through a proxy of its bean; advice may allocate for each message");
        }
        return declared.methods().stream()
                .map(method -> new HandlerMethod(
                        declared.bean(), callable(declared.bean(), method), DeclaredListener.isDefault(method)))
                .toList();
    }

    private ListenerOptions options(String id, BusListener annotation, String origin) {
        Map<String, String> declared = new LinkedHashMap<>();
        for (String property : annotation.properties()) {
            String resolved = resolve(property);
            int equals = resolved.indexOf('=');
            if (equals < 1) {
                throw new BusConfigurationException(
                        "properties of " + origin + " are name=value, but one is '" + resolved + "'");
            }
            declared.put(
                    resolved.substring(0, equals).strip(),
                    resolved.substring(equals + 1).strip());
        }
        put(declared, "auto-startup", annotation.autoStartup());
        put(declared, "ack-mode", annotation.ackMode());
        put(declared, "on-error", annotation.onError());
        try {
            return settings.options(id, declared);
        } catch (BusConfigurationException e) {
            throw new BusConfigurationException(e.getMessage() + " (" + origin + ")", e);
        }
    }

    private void put(Map<String, String> declared, String name, String value) {
        String resolved = resolve(value);
        if (!resolved.isEmpty()) {
            declared.put(name, resolved);
        }
    }

    private void requireStreams(List<String> names, Method method, String origin) {
        for (String name : names) {
            BusStream stream = stream(name, origin);
            for (Class<?> type : InvokerFactory.decodedTypes(method)) {
                if (!stream.payload().accepts(type)) {
                    throw new BusConfigurationException("stream '" + name + "' carries " + stream.payload()
                            + " (bus.streams." + name + ".payload), but a parameter of " + origin + " is "
                            + type.getName() + ", which is " + Payload.of(type));
                }
            }
        }
    }

    private BusStream stream(String name, String origin) {
        try {
            return streams.get(name);
        } catch (UnknownStreamException e) {
            throw new UnknownStreamException(name, streams.names(), origin);
        }
    }

    private static Method callable(Object bean, Method method) {
        return AopUtils.isAopProxy(bean) ? AopUtils.selectInvocableMethod(method, bean.getClass()) : method;
    }

    private <T> @Nullable T bean(String name, Class<T> type, String origin) {
        if (name.isEmpty()) {
            return null;
        }
        try {
            return beanFactory.getBean(name, type);
        } catch (NoSuchBeanDefinitionException e) {
            throw new BusConfigurationException(
                    "there is no bean '" + name + "' of type " + type.getName() + ", which " + origin + " names", e);
        }
    }

    private List<String> resolveAll(String[] values) {
        List<String> resolved = new ArrayList<>();
        for (String value : values) {
            resolved.add(resolve(value));
        }
        return resolved;
    }

    private String resolve(String value) {
        String embedded = beanFactory.resolveEmbeddedValue(value);
        BeanExpressionResolver expressions = beanFactory.getBeanExpressionResolver();
        if (embedded == null || expressions == null) {
            return embedded == null ? "" : embedded;
        }
        Object evaluated = expressions.evaluate(embedded, new BeanExpressionContext(beanFactory, null));
        return evaluated == null ? "" : evaluated.toString();
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
