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
 */
public record HandlerMethod(Object bean, Method method, boolean isDefault) {
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
