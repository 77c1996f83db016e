package io.tradebus.spring.annotation;

import io.tradebus.spring.convert.Payload;
import io.tradebus.spring.convert.SbeTypes;
import java.lang.reflect.Method;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.annotation.SimpleReflectiveProcessor;

/** Hints for what is looked up by name to call a listener's method and to read what its parameters are made from. */
final class ListenerReflectiveProcessor extends SimpleReflectiveProcessor {
    private static final String[] HEADERS = {"MessageHeaderDecoder", "MessageHeaderEncoder"};

    private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

    @Override
    protected void registerMethodHint(ReflectionHints hints, Method method) {
        super.registerMethodHint(hints, method);
        for (Class<?> parameter : method.getParameterTypes()) {
            register(hints, parameter);
        }
    }

    private void register(ReflectionHints hints, Class<?> parameter) {
        if (SbeTypes.isDecoder(parameter)) {
            registerFlyweight(hints, TypeReference.of(parameter));
            for (String header : HEADERS) {
                registerFlyweight(hints, TypeReference.of(parameter.getPackageName() + "." + header));
            }
        } else if (Payload.of(parameter) == Payload.PROTOBUF) {
            hints.registerType(parameter, MemberCategory.INVOKE_PUBLIC_METHODS);
        } else if (Payload.of(parameter) == Payload.JSON && !parameter.getName().startsWith("io.tradebus.core.")) {
            binding.registerReflectionHints(hints, parameter);
        }
    }

    private static void registerFlyweight(ReflectionHints hints, TypeReference type) {
        hints.registerType(
                type,
                MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
                MemberCategory.INVOKE_PUBLIC_METHODS,
                MemberCategory.ACCESS_PUBLIC_FIELDS);
    }
}
