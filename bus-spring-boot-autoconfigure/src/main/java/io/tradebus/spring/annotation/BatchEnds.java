package io.tradebus.spring.annotation;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.runtime.AckMode;
import io.tradebus.spring.listener.ListenerOptions;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@link BusBatchEnd} methods of one bean, and which of its listeners each of them belongs to. */
final class BatchEnds {
    private final Map<Method, BusBatchEnd> methods;
    private final List<String> listeners;
    private final ListenerDeclarations declarations;

    /**
     * Finds the methods.
     *
     * @param type class of the bean behind all proxies
     * @param listeners ids of all listeners of the bean
     * @param declarations replace placeholders
     * @throws BusConfigurationException if a method names a listener that the bean does not have, or does not say whose
     *     batches it finishes
     */
    BatchEnds(Class<?> type, List<String> listeners, ListenerDeclarations declarations) {
        this.methods = find(type);
        this.listeners = listeners;
        this.declarations = declarations;
        for (Map.Entry<Method, BusBatchEnd> method : methods.entrySet()) {
            requireListeners(method.getKey(), method.getValue());
        }
    }

    /** The methods of a class. */
    static Map<Method, BusBatchEnd> find(Class<?> type) {
        return AnnotatedMethods.of(type, BusBatchEnd.class);
    }

    private void requireListeners(Method method, BusBatchEnd annotation) {
        List<String> named = named(annotation);
        if (named.isEmpty() && listeners.size() > 1) {
            throw new BusConfigurationException(
                    name(method) + " does not say whose batches it finishes, and its bean has "
                            + listeners.size() + " listeners, " + String.join(", ", listeners)
                            + "; name one: @BusBatchEnd(\"" + listeners.get(0) + "\")");
        }
        for (String id : named) {
            if (!listeners.contains(id)) {
                throw new BusConfigurationException(name(method) + " names listener '" + id
                        + "', which its bean does not have; it has " + String.join(", ", listeners));
            }
        }
    }

    /**
     * The method that finishes the batches of a listener, or null.
     *
     * @throws BusConfigurationException if there are two, or the listener has no batches, or several at a time
     */
    @Nullable Method of(String id, ListenerOptions options) {
        Method found = null;
        for (Map.Entry<Method, BusBatchEnd> candidate : methods.entrySet()) {
            List<String> named = named(candidate.getValue());
            if (!named.isEmpty() && !named.contains(id)) {
                continue;
            } else if (found != null) {
                throw new BusConfigurationException("both " + name(found) + " and " + name(candidate.getKey())
                        + " finish the batches of listener '" + id + "'; remove one of them");
            }
            found = candidate.getKey();
        }
        if (found != null && options.ackMode() != AckMode.BATCH) {
            throw new BusConfigurationException(name(found) + " finishes batches, but listener '" + id
                    + "' commits otherwise: set its ackMode to 'batch', or remove the method");
        }
        if (found != null && options.concurrency() > 1) {
            throw new BusConfigurationException(
                    name(found) + " would finish what other threads have not handled yet: listener '"
                            + id + "' has " + options.concurrency()
                            + " agents, which share its bean; set its concurrency to 1, or remove the method");
        }
        return found;
    }

    private List<String> named(BusBatchEnd annotation) {
        return declarations.resolveAll(annotation.value());
    }

    private static String name(Method method) {
        return "@BusBatchEnd on " + method.getDeclaringClass().getName() + "." + method.getName();
    }
}
