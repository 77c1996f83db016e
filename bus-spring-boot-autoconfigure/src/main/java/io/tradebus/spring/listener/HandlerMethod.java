package io.tradebus.spring.listener;

import io.tradebus.spring.convert.SbeTypes;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A method that handles messages.
 *
 * @param bean on which it is called; a proxy is called as one
 * @param method found on the class of the bean
 * @param isDefault whether it takes what no other method of its listener takes
 * @param replyTo where its results go; null if it has none
 */
public record HandlerMethod(
        Object bean,
        Method method,
        boolean isDefault,
        @Nullable ReplyTarget replyTo) {
    /** A method without results. */
    public HandlerMethod(Object bean, Method method, boolean isDefault) {
        this(bean, method, isDefault, null);
    }

    /**
     * The type of its results: what it returns, or the encoder of its {@link BusReply}; null if it has none.
     *
     * @throws io.tradebus.core.BusConfigurationException if its {@link BusReply} names no encoder
     */
    public static @Nullable Class<?> resultType(Method method) {
        return HandlerResults.typeOf(method);
    }

    /** The decoder it has as parameter, or null. */
    @Nullable Class<?> decoder() {
        return Arrays.stream(method.getParameterTypes())
                .filter(SbeTypes::isDecoder)
                .findFirst()
                .orElse(null);
    }

    /** What to call it in messages. */
    String name() {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }
}
