package io.tradebus.spring.annotation;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.UnknownStreamException;
import io.tradebus.spring.convert.Payload;
import io.tradebus.spring.core.BusRuntimeLifecycle;
import io.tradebus.spring.core.BusStream;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.listener.BusErrorHandler;
import io.tradebus.spring.listener.BusFilter;
import io.tradebus.spring.listener.BusListenerEndpoint;
import io.tradebus.spring.listener.ExclusiveWriters;
import io.tradebus.spring.listener.HandlerMethod;
import io.tradebus.spring.listener.InvokerFactory;
import io.tradebus.spring.listener.ListenerEnvironment;
import io.tradebus.spring.listener.ListenerOptions;
import io.tradebus.spring.listener.ListenerSettings;
import io.tradebus.spring.listener.ReplyTarget;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.expression.StandardBeanExpressionResolver;
import org.springframework.util.PlaceholderResolutionException;

/** Turns what stands in the code of a bean into a {@link BusListenerEndpoint}, or says why it cannot be a listener. */
final class ListenerDeclarations {
    private static final Log LOG = LogFactory.getLog("bus.listener");
    private static final String PROPERTIES = "bus.listener";
    private static final String DEAD_LETTER_STREAM = "dead-letter.stream";

    private final ConfigurableBeanFactory beanFactory;
    private final InvokerFactory invokers;
    private final ListenerSettings settings;
    private final BusStreams streams;
    private final ExclusiveWriters writers;

    ListenerDeclarations(ConfigurableBeanFactory beanFactory, ListenerEnvironment environment) {
        this.beanFactory = beanFactory;
        this.invokers = new InvokerFactory(environment.converters());
        this.settings = environment.settings();
        this.streams = environment.streams();
        this.writers = environment.writers();
    }

    /** The listeners of one bean. */
    List<BusListenerEndpoint> endpoints(List<DeclaredListener> ofBean) {
        DeclaredListener at = ofBean.get(0);
        try {
            List<String> ids = new ArrayList<>();
            for (DeclaredListener declared : ofBean) {
                at = declared;
                ids.add(id(declared));
            }
            var batchEnds = new BatchEnds(ofBean.get(0).type(), ids, this);
            List<BusListenerEndpoint> endpoints = new ArrayList<>();
            for (DeclaredListener declared : ofBean) {
                at = declared;
                endpoints.add(endpoint(declared, batchEnds));
            }
            return endpoints;
        } catch (PlaceholderResolutionException e) {
            throw new BusConfigurationException(
                    at.origin() + " has a placeholder that is not set: " + e.getMessage()
                            + "; set the property, or give it a default: ${name:default}",
                    e);
        }
    }

    private String id(DeclaredListener declared) {
        String id = resolve(declared.annotation().id());
        return id.isEmpty() ? declared.defaultId() : id;
    }

    private BusListenerEndpoint endpoint(DeclaredListener declared, BatchEnds batchEnds) {
        BusListener annotation = declared.annotation();
        String origin = declared.origin();
        String id = id(declared);
        List<String> inCode = resolveAll(annotation.streams());
        List<String> names = settings.streams(id, inCode);
        String namedBy = names.equals(inCode) ? origin : "bus.listeners." + id + ".streams";
        for (Method method : declared.methods()) {
            requireStreams(names, namedBy, method, origin);
        }
        ListenerOptions options = options(id, annotation, origin, streams.areOfRequests(names));
        String agent = settings.agent(id, emptyToNull(resolve(annotation.agent())));
        List<HandlerMethod> methods = methods(declared, names, new Writer(id, agent, options.concurrency()));
        Method batchEnd = batchEnds.of(id, options);
        var handlers = new DeclaredHandlers(
                invokers,
                declared,
                methods,
                options.ackMode(),
                batchEnd == null ? null : callable(declared.bean(), batchEnd),
                id);
        return new BusListenerEndpoint(
                id,
                names,
                agent,
                options,
                handlers,
                bean("errorHandler", resolve(annotation.errorHandler()), BusErrorHandler.class, origin),
                bean("filter", resolve(annotation.filter()), BusFilter.class, origin),
                origin);
    }

    /** A listener that may send what its methods return. */
    private record Writer(String listener, @Nullable String agent, int concurrency) {}

    private List<HandlerMethod> methods(DeclaredListener declared, List<String> streams, Writer writer) {
        if (AopUtils.isAopProxy(declared.bean())) {
            LOG.info(writer.listener + ": is called through a proxy of its bean; advice may allocate for each message");
        }
        List<HandlerMethod> methods = new ArrayList<>();
        for (Method method : declared.methods()) {
            methods.add(new HandlerMethod(
                    declared.bean(),
                    callable(declared.bean(), method),
                    DeclaredListener.isDefault(method),
                    replyTarget(method, streams, writer)));
        }
        return methods;
    }

    private @Nullable ReplyTarget replyTarget(Method method, List<String> streams, Writer writer) {
        SendTo sendTo = AnnotatedMethods.find(method, SendTo.class);
        if (sendTo == null) {
            return replies(method, streams);
        }
        String origin = "@SendTo on " + DeclaredListener.describe(method.getDeclaringClass(), method);
        String name = resolve(sendTo.value());
        BusStream stream = stream(name, origin);
        Class<?> result = HandlerMethod.resultType(method);
        if (streams.contains(name)) {
            throw new BusConfigurationException("the listener would receive what it sends: " + origin
                    + " names stream '" + name + "', to which it listens; send to another stream");
        } else if (result != null && !stream.payload().accepts(result)) {
            throw refusedPayload(stream, "the result of " + origin, result);
        } else if (writer.concurrency > 1 && stream.definition().exclusive()) {
            throw new BusConfigurationException(
                    origin + " would write with " + writer.concurrency + " threads (concurrency) to" + " stream '"
                            + name + "', which is for one; set bus.streams." + name + ".exclusive=false");
        }
        writers.claim(stream.definition(), writer.listener, writer.agent, origin);
        return ReplyTarget.of(beanFactory.getBean(BusRuntimeLifecycle.class).publisher(name));
    }

    /** What a method returns that listens to requests goes to who asked. */
    private @Nullable ReplyTarget replies(Method method, List<String> streams) {
        Class<?> result = HandlerMethod.resultType(method);
        if (result == null) {
            return null;
        }
        List<String> ofRequests = streams.stream()
                .filter(name -> this.streams.get(name).isOfRequests())
                .toList();
        if (ofRequests.isEmpty()) {
            return null;
        }
        String origin = DeclaredListener.describe(method.getDeclaringClass(), method);
        if (ofRequests.size() < streams.size()) {
            throw new BusConfigurationException("the result of " + origin + " goes to who asked, but of its streams "
                    + streams + " only " + ofRequests + " are of requests; make two listeners of it, or add @SendTo");
        }
        for (String name : ofRequests) {
            BusStream stream = this.streams.get(name);
            if (!stream.payload().accepts(result)) {
                throw refusedPayload(stream, "the reply of " + origin, result);
            }
        }
        return ReplyTarget.ofRequester();
    }

    private static BusConfigurationException refusedPayload(BusStream stream, String what, Class<?> type) {
        return new BusConfigurationException("stream '" + stream.name() + "' carries " + stream.payload()
                + " (bus.streams." + stream.name() + ".payload), but " + what + " is " + type.getName() + ", which is "
                + Payload.of(type));
    }

    private ListenerOptions options(String id, BusListener annotation, String origin, boolean ofRequests) {
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
        put(declared, "concurrency", annotation.concurrency());
        put(declared, "ack-mode", annotation.ackMode());
        put(declared, "on-error", annotation.onError());
        try {
            ListenerOptions options = settings.options(id, declared, ofRequests);
            String deadLetters = options.deadLetterStream();
            if (deadLetters != null) {
                String property = settings.ofDeadLetterStream(id, declared.get(DEAD_LETTER_STREAM));
                stream(deadLetters, property == null ? origin : property);
            }
            return options;
        } catch (BusConfigurationException e) {
            String message = String.valueOf(e.getMessage());
            // What is wrong with a property is not said of the code.
            throw message.startsWith(PROPERTIES) ? e : new BusConfigurationException(origin + ", " + message, e);
        }
    }

    private void put(Map<String, String> declared, String name, String value) {
        String resolved = resolve(value);
        if (!resolved.isEmpty()) {
            declared.put(name, resolved);
        }
    }

    private void requireStreams(List<String> names, String namedBy, Method method, String origin) {
        for (String name : names) {
            BusStream stream = stream(name, namedBy);
            for (Class<?> type : InvokerFactory.decodedTypes(method)) {
                if (!stream.payload().accepts(type)) {
                    throw refusedPayload(stream, "a parameter of " + origin, type);
                }
            }
        }
    }

    private BusStream stream(String name, String namedBy) {
        try {
            return streams.get(name);
        } catch (UnknownStreamException e) {
            throw new UnknownStreamException(name, streams.names(), namedBy);
        }
    }

    private static Method callable(Object bean, Method method) {
        return AopUtils.isAopProxy(bean) ? AopUtils.selectInvocableMethod(method, bean.getClass()) : method;
    }

    private <T> @Nullable T bean(String attribute, String name, Class<T> type, String origin) {
        if (name.isEmpty()) {
            return null;
        }
        try {
            return beanFactory.getBean(name, type);
        } catch (NoSuchBeanDefinitionException e) {
            throw new BusConfigurationException(
                    "there is no bean '" + name + "', which " + origin + " names as its " + attribute
                            + "; name one of type " + type.getName(),
                    e);
        } catch (BeanNotOfRequiredTypeException e) {
            throw new BusConfigurationException(
                    "bean '" + name + "', which " + origin + " names as its " + attribute + ", is of type "
                            + e.getActualType().getName() + "; name one of type " + type.getName(),
                    e);
        }
    }

    List<String> resolveAll(String[] values) {
        List<String> resolved = new ArrayList<>();
        for (String value : values) {
            resolved.add(resolve(value));
        }
        return resolved;
    }

    private String resolve(String value) {
        String embedded = beanFactory.resolveEmbeddedValue(value);
        if (embedded == null || embedded.isEmpty()) {
            return "";
        }
        BeanExpressionResolver expressions = beanFactory.getBeanExpressionResolver();
        boolean isPlain = !embedded.contains(StandardBeanExpressionResolver.DEFAULT_EXPRESSION_PREFIX);
        if (expressions == null || (isPlain && expressions instanceof StandardBeanExpressionResolver)) {
            return embedded;
        }
        Object evaluated = expressions.evaluate(embedded, new BeanExpressionContext(beanFactory, null));
        return evaluated == null ? "" : evaluated.toString();
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
