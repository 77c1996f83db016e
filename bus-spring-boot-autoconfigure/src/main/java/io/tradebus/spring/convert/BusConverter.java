package io.tradebus.spring.convert;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Turns objects of one family of types into bytes and back. Used by several threads at once.
 *
 * @param <T> most general type that is converted
 */
public interface BusConverter<T> {
    /** Whether objects of this type, or of the type of a handler's parameter, can be converted. */
    boolean supports(Class<?> type);

    /** Exact number of bytes that {@link #encode} will write, or -1 when that is known only after encoding. */
    int encodedLength(T value);

    /**
     * Writes a value and returns its length in bytes.
     *
     * @param buffer exactly as long as {@link #encodedLength} said, or growing as it is written to
     * @throws io.tradebus.core.ConversionException if the value cannot be written
     */
    int encode(T value, MutableDirectBuffer buffer, int offset);

    /**
     * Reads a value. The buffer is valid only during the call, so nothing of it may be kept.
     *
     * @throws io.tradebus.core.ConversionException if the bytes are not such a value
     */
    T decode(DirectBuffer buffer, int offset, int length, Class<? extends T> type);
}
