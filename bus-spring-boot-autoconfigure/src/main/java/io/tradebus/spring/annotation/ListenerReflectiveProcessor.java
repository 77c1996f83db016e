package io.tradebus.spring.annotation;

import io.tradebus.core.runtime.BusHeader;
import io.tradebus.spring.convert.Payload;
import io.tradebus.spring.listener.BusReply;
import java.lang.reflect.Method;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.annotation.SimpleReflectiveProcessor;
import org.springframework.core.ResolvableType;

/** Hints for what is looked up by name to call a listener's method, to read what it takes and to write what it answers. */
final class ListenerReflectiveProcessor extends SimpleReflectiveProcessor {
    private static final String[] HEADERS = {"MessageHeaderDecoder", "MessageHeaderEncoder"};

    private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

    @Override
    protected void registerMethodHint(ReflectionHints hints, Method method) {
        super.registerMethodHint(hints, method);
        for (int i = 0; i < method.getParameterCount(); i++) {
            ResolvableType parameter = ResolvableType.forMethodParameter(method, i);
            if (parameter.toClass() == BusReply.class) {
                register(hints, parameter.getGeneric(0).toClass());
            } else {
                register(hints, parameter.toClass());
            }
        }
        register(hints, method.getReturnType());
    }

    private void register(ReflectionHints hints, Class<?> type) {
        switch (Payload.of(type)) {
            case SBE -> {
                registerFlyweight(hints, TypeReference.of(type));
                for (String header : HEADERS) {
                    registerFlyweight(hints, TypeReference.of(type.getPackageName() + "." + header));
                }
            }
            case PROTOBUF -> hints.registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS);
            case JSON -> {
                if (!type.isPrimitive() && !isOfTheBus(type)) {
                    binding.registerReflectionHints(hints, type);
                }
            }
            case AUTO, RAW -> {
                // Nothing is looked up.
            }
        }
    }

    /** Such as the header of a message, which is handed over as it is. */
    private static boolean isOfTheBus(Class<?> type) {
        return type.getPackageName().equals(BusHeader.class.getPackageName());
    }

    private static void registerFlyweight(ReflectionHints hints, TypeReference type) {
        hints.registerType(
                type,
                MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
                MemberCategory.INVOKE_PUBLIC_METHODS,
                MemberCategory.ACCESS_PUBLIC_FIELDS);
    }
}
