package io.tradebus.spring.test;

import io.tradebus.core.ConversionException;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.SbeDecoding;
import io.tradebus.spring.convert.SbeTypes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A copy of a message. Safe to keep. */
public final class ProbedMessage {
    private final byte[] bytes;
    private final int sessionId;
    private final long position;
    private final long reservedValue;
    private final BusConverters converters;

    ProbedMessage(byte[] bytes, int sessionId, long position, long reservedValue, BusConverters converters) {
        this.bytes = bytes;
        this.sessionId = sessionId;
        this.position = position;
        this.reservedValue = reservedValue;
        this.converters = converters;
    }

    /** The message; a new copy for each call. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The message, for decoders. */
    public DirectBuffer buffer() {
        return new UnsafeBuffer(bytes());
    }

    /** The message as text in UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * The message as a listener with a parameter of this type gets it: text, bytes, an SBE decoder of its own over a copy, or
     * what a converter of the application makes of it.
     *
     * @throws ConversionException if it cannot be read so
     */
    public <T> T as(Class<T> type) {
        return type.cast(decoded(type));
    }

    private Object decoded(Class<?> type) {
        if (type == String.class) {
            return text();
        } else if (type == byte[].class) {
            return bytes();
        } else if (type == ByteBuffer.class) {
            return ByteBuffer.wrap(bytes());
        } else if (type == DirectBuffer.class) {
            return buffer();
        } else if (SbeTypes.isDecoder(type)) {
            return wrapped(type);
        }
        return converted(type);
    }

    private <T> T converted(Class<T> type) {
        return converters.converter(type).decode(buffer(), 0, bytes.length, type);
    }

    private Object wrapped(Class<?> decoder) {
        try {
            return SbeDecoding.of(decoder).wrap(buffer(), 0, bytes.length);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new ConversionException(
                    "a message of " + bytes.length + " bytes is no " + decoder.getName() + ": " + e);
        }
    }

    /** Length in bytes. */
    public int length() {
        return bytes.length;
    }

    /** Session of the publisher. */
    public int sessionId() {
        return sessionId;
    }

    /** Position in bytes after the message: what the publisher's offer returned. */
    public long position() {
        return position;
    }

    /** The eight bytes that travel beside the message. */
    public long reservedValue() {
        return reservedValue;
    }

    @Override
    public String toString() {
        return bytes.length + " bytes at position " + position + " of session " + sessionId + ": " + text();
    }
}
