package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusHeader;
import java.lang.reflect.Method;
import java.util.Arrays;

/** What tests of handlers share. */
final class HandlerMethods {
    private HandlerMethods() {}

    /** The only method of a bean's class with this name. */
    static Method method(Object bean, String name) {
        return Arrays.stream(bean.getClass().getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static BusHeader header() {
        return attempt(new BusHeader().session("orders", 1001, 7), 1);
    }

    /** The same message once more. */
    static BusHeader attempt(BusHeader header, int attempt) {
        return header.message(128, 42, (byte) 0xC0, false, attempt);
    }
}
