package io.tradebus.spring.listener;

import io.tradebus.core.runtime.AckMode;
import io.tradebus.core.runtime.BusAction;
import io.tradebus.spring.convert.BusConverter;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.SbeTypes;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import org.jspecify.annotations.Nullable;

/** Turns what a handler method returns into a {@link BusAction}: one it says itself, or that of its ack mode. */
final class HandlerResults {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final BusConverters converters;

    HandlerResults(BusConverters converters) {
        this.converters = converters;
    }

    /** Filters what a handle returns; {@code replies} is null without a target for results. */
    MethodHandle withAction(MethodHandle message, HandlerMethod handler, AckMode ackMode, @Nullable Replies replies) {
        Method method = handler.method();
        Class<?> returned = message.type().returnType();
        if (returned == BusAction.class) {
            return MethodHandles.filterReturnValue(message, requireAction());
        } else if (ackMode == AckMode.MANUAL) {
            throw InvokerFactory.unusable(
                    method,
                    "with ackMode 'manual' it must return a BusAction"
                            + (returned == void.class ? "" : " and write its result through a BusReply"));
        } else if (returned == void.class) {
            return MethodHandles.filterReturnValue(
                    message, MethodHandles.constant(BusAction.class, ackMode.actionOfVoid()));
        } else if (replies == null) {
            throw InvokerFactory.unusable(
                    method,
                    "it returns " + returned.getName() + "; add @SendTo(\"stream\") to send that,"
                            + " or listen to a stream of requests (bus.streams.<name>.request) to reply");
        }
        var results = new Results(replies, writer(method, returned), ackMode.actionOfVoid());
        return MethodHandles.filterReturnValue(
                message.asType(message.type().changeReturnType(Object.class)), results.handle());
    }

    private Writer writer(Method method, Class<?> type) {
        if (type == byte[].class) {
            return (value, buffer) -> bytes((byte[]) value, buffer);
        } else if (type == String.class) {
            return (value, buffer) -> bytes(((String) value).getBytes(StandardCharsets.UTF_8), buffer);
        } else if (ByteBuffer.class.isAssignableFrom(type)) {
            return (value, buffer) -> byteBuffer((ByteBuffer) value, buffer);
        } else if (DirectBuffer.class.isAssignableFrom(type)) {
            return (value, buffer) -> directBuffer((DirectBuffer) value, buffer);
        } else if (SbeTypes.isEncoder(type)) {
            throw InvokerFactory.unusable(
                    method,
                    "an SBE result is written through a parameter: void " + method.getName() + "(..., BusReply<"
                            + type.getSimpleName() + "> reply)");
        } else if (!converters.supports(type)) {
            throw InvokerFactory.unusable(method, "nothing writes its result, " + type.getName());
        }
        @SuppressWarnings("unchecked") // The converter itself has said that it supports the type.
        BusConverter<Object> converter = (BusConverter<Object>) converters.converter(type);
        return (value, buffer) -> converter.encode(value, buffer, 0);
    }

    /** Writes one kind of result at the begin of a buffer and returns its length in bytes. */
    @FunctionalInterface
    private interface Writer {
        int write(Object value, MutableDirectBuffer buffer);
    }

    private static int bytes(byte[] value, MutableDirectBuffer buffer) {
        buffer.putBytes(0, value);
        return value.length;
    }

    private static int byteBuffer(ByteBuffer value, MutableDirectBuffer buffer) {
        int length = value.remaining();
        buffer.putBytes(0, value, value.position(), length);
        return length;
    }

    private static int directBuffer(DirectBuffer value, MutableDirectBuffer buffer) {
        buffer.putBytes(0, value, 0, value.capacity());
        return value.capacity();
    }

    /**
     * The encoder that a {@code BusReply} parameter is declared with.
     *
     * @throws io.tradebus.core.BusConfigurationException if it is none
     */
    static Class<? extends MessageEncoderFlyweight> encoderOf(Method method, Type parameter) {
        if (parameter instanceof ParameterizedType generic
                && generic.getActualTypeArguments()[0] instanceof Class<?> type
                && SbeTypes.isEncoder(type)) {
            return type.asSubclass(MessageEncoderFlyweight.class);
        }
        throw InvokerFactory.unusable(
                method, parameter.getTypeName() + " does not name an SBE encoder, as in BusReply<FillEncoder>");
    }

    /** The type of the results of a method: what it returns, or the encoder of its {@link BusReply}; null if none. */
    static @Nullable Class<?> typeOf(Method method) {
        Class<?> returned = method.getReturnType();
        if (returned != void.class && returned != BusAction.class) {
            return returned;
        }
        for (int i = 0; i < method.getParameterCount(); i++) {
            if (method.getParameterTypes()[i] == BusReply.class) {
                return encoderOf(method, method.getGenericParameterTypes()[i]);
            }
        }
        return null;
    }

    private static MethodHandle requireAction() {
        try {
            return LOOKUP.findStatic(
                    HandlerResults.class, "requireAction", MethodType.methodType(BusAction.class, BusAction.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BusAction requireAction(@Nullable BusAction action) {
        if (action == null) {
            throw new IllegalStateException("the listener method returned null, not a BusAction");
        }
        return action;
    }

    /** Takes the values that a method returns. */
    private record Results(Replies replies, Writer writer, BusAction action) {
        BusAction accept(@Nullable Object value) {
            if (value != null) {
                replies.written(writer.write(value, replies.scratch()));
            }
            return action;
        }

        MethodHandle handle() {
            try {
                return LOOKUP.bind(this, "accept", MethodType.methodType(BusAction.class, Object.class));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
