package io.tradebus.spring.core;

import io.tradebus.core.ConversionException;
import io.tradebus.spring.convert.BusConverter;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.SbeDecoding;
import io.tradebus.spring.convert.SbeTypes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads replies by their types, for any thread. What they return is a copy that stays valid. */
final class ReplyReaders {
    private final BusConverters converters;
    private final Map<Class<?>, ReplyReader<?>> byType = new ConcurrentHashMap<>();

    ReplyReaders(BusConverters converters) {
        this.converters = converters;
    }

    /** @throws io.tradebus.core.BusConfigurationException if nothing reads the type */
    @SuppressWarnings("unchecked") // Each reader returns what its type says.
    <R> ReplyReader<R> of(Class<R> type) {
        ReplyReader<?> known = byType.get(type);
        return (ReplyReader<R>) (known != null ? known : byType.computeIfAbsent(type, this::reader));
    }

    private ReplyReader<?> reader(Class<?> type) {
        if (type == byte[].class) {
            return ReplyReaders::bytes;
        } else if (type == String.class) {
            return (buffer, offset, length) -> new String(bytes(buffer, offset, length), StandardCharsets.UTF_8);
        } else if (type == ByteBuffer.class) {
            return (buffer, offset, length) -> ByteBuffer.wrap(bytes(buffer, offset, length));
        } else if (type == DirectBuffer.class) {
            return (buffer, offset, length) -> new UnsafeBuffer(bytes(buffer, offset, length));
        } else if (SbeTypes.isDecoder(type)) {
            return (buffer, offset, length) -> decoded(type, bytes(buffer, offset, length));
        }
        return converting(type);
    }

    private <T> ReplyReader<T> converting(Class<T> type) {
        BusConverter<T> converter = converters.converter(type);
        return (buffer, offset, length) -> {
            T value = converter.decode(buffer, offset, length, type);
            if (value == null) {
                throw new ConversionException("a reply of " + length + " bytes was read as no " + type.getName()
                        + " at all (null), by " + converter.getClass().getName());
            }
            return value;
        };
    }

    /** A decoder of its own for each reply, since whoever waits for it reads it on a thread of his. */
    private static Object decoded(Class<?> type, byte[] reply) {
        try {
            return SbeDecoding.of(type).wrap(new UnsafeBuffer(reply), 0, reply.length);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new ConversionException("the decoder " + type.getName() + " failed", e);
        }
    }

    private static byte[] bytes(DirectBuffer buffer, int offset, int length) {
        var bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return bytes;
    }
}
