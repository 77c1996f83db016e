package io.tradebus.spring.listener;

import io.tradebus.core.ConversionException;
import io.tradebus.core.runtime.BusHeader;
import io.tradebus.core.runtime.BusMessage;
import io.tradebus.core.runtime.DeadLetter;
import io.tradebus.spring.convert.BusConverter;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.SbeDecoding;
import io.tradebus.spring.convert.SbeTypes;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes for each parameter of a handler a handle that turns the four arguments of a message (buffer, offset, length,
 * header) into the value of that parameter.
 */
final class HandlerParameters {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType VIEW =
            MethodType.methodType(Object.class, DirectBuffer.class, int.class, int.class, BusHeader.class);

    private final BusConverters converters;

    HandlerParameters(BusConverters converters) {
        this.converters = converters;
    }

    /** A handle for a parameter that is made from the message, or null if nothing can make this type. */
    @Nullable MethodHandle value(Class<?> type) {
        if (type == BusMessage.class) {
            return method(new View(), "wrap", VIEW).asType(VIEW.changeReturnType(type));
        } else if (type == DeadLetter.class) {
            return method(new DeadView(), "wrap", VIEW).asType(VIEW.changeReturnType(type));
        } else if (type == byte[].class || type == String.class || type == ByteBuffer.class) {
            String name = type == byte[].class ? "bytes" : type == String.class ? "text" : "byteBuffer";
            return copying(name, type);
        } else if (SbeTypes.isDecoder(type)) {
            return withoutHeader(method(SbeDecoding.of(type), "wrap", VIEW.dropParameterTypes(3, 4)), type);
        } else if (converters.supports(type)) {
            return withoutHeader(method(converting(type), "decode", VIEW.dropParameterTypes(3, 4)), type);
        }
        return null;
    }

    private <T> Converting<T> converting(Class<T> type) {
        return new Converting<>(converters.converter(type), type);
    }

    private static MethodHandle withoutHeader(MethodHandle handle, Class<?> type) {
        MethodHandle typed = handle.asType(handle.type().changeReturnType(type));
        return MethodHandles.dropArguments(typed, 3, BusHeader.class);
    }

    private static MethodHandle copying(String name, Class<?> type) {
        try {
            MethodType copy = MethodType.methodType(type, DirectBuffer.class, int.class, int.class);
            return withoutHeader(LOOKUP.findStatic(HandlerParameters.class, name, copy), type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle method(Object receiver, String name, MethodType type) {
        try {
            return LOOKUP.bind(receiver, name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(DirectBuffer buffer, int offset, int length) {
        var bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return bytes;
    }

    private static String text(DirectBuffer buffer, int offset, int length) {
        return new String(bytes(buffer, offset, length), StandardCharsets.UTF_8);
    }

    private static ByteBuffer byteBuffer(DirectBuffer buffer, int offset, int length) {
        return ByteBuffer.wrap(bytes(buffer, offset, length));
    }

    /** Whether a parameter of this type shows the message, or where it comes from, without looking at what it is. */
    static boolean isView(Class<?> type) {
        return type == int.class
                || type == BusHeader.class
                || type == BusMessage.class
                || type == DeadLetter.class
                || type == BusReply.class
                || DirectBuffer.class.isAssignableFrom(type);
    }

    /** The one view of dead letters of an invoker. */
    private static final class DeadView {
        private final DeadLetter letter = new DeadLetter();

        private Object wrap(DirectBuffer buffer, int offset, int length, BusHeader header) {
            return letter.wrap(buffer, offset, length, header);
        }
    }

    /** The one message view of an invoker. */
    private static final class View {
        private final BusMessage message = new BusMessage();

        private Object wrap(DirectBuffer buffer, int offset, int length, BusHeader header) {
            return message.wrap(buffer, offset, length, header);
        }
    }

    private static final class Converting<T> {
        private final BusConverter<T> converter;
        private final Class<T> type;

        private Converting(BusConverter<T> converter, Class<T> type) {
            this.converter = converter;
            this.type = type;
        }

        private Object decode(DirectBuffer buffer, int offset, int length) {
            T value = converter.decode(buffer, offset, length, type);
            if (value == null) {
                throw new ConversionException("a message of " + length + " bytes was read as no " + type.getName()
                        + " at all (null), by " + converter.getClass().getName());
            }
            return value;
        }
    }
}
