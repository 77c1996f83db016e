package io.tradebus.core.format;

import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Memory by its address, for what is done for each message. A buffer checks each access, and the compiler has to read its
 * fields again after each store; here the place of a whole frame is checked once, by {@link #address}, and its words are
 * stored without.
 *
 * <p>Whoever stores to an address has checked that the place lies in the memory, and keeps the buffer it came from.
 */
public final class RawMemory {
    /** Up to here words are moved; beyond, a call that copies costs less. */
    private static final int MOST_BY_WORDS = 64;

    private static final int PAIR = 2 * Long.BYTES;

    private RawMemory() {}

    /**
     * The address of a place in a buffer.
     *
     * @param length bytes from {@code offset} on that will be stored to
     * @throws IndexOutOfBoundsException if they are not within the buffer
     * @throws IllegalArgumentException if the buffer is over an array, which has no address
     */
    public static long address(UnsafeBuffer buffer, int offset, int length) {
        buffer.boundsCheck(offset, length);
        if (buffer.byteArray() != null) {
            throw new IllegalArgumentException("the buffer must lie outside of the heap, but it is over an array");
        }
        return buffer.addressOffset() + offset;
    }

    public static void putLong(long address, long value) {
        UnsafeApi.putLong(address, value);
    }

    public static void putLongRelease(long address, long value) {
        UnsafeApi.putLongRelease(null, address, value);
    }

    public static void putIntRelease(long address, int value) {
        UnsafeApi.putIntRelease(null, address, value);
    }

    /** Copies bytes out of a buffer; the caller has checked that they are within it. */
    public static void copy(DirectBuffer source, int offset, long to, int length) {
        byte @Nullable [] array = source.byteArray();
        long from = source.addressOffset() + offset;
        if (length < PAIR || length > MOST_BY_WORDS) {
            UnsafeApi.copyMemory(array, from, null, to, length);
            return;
        }
        // From both ends, so that the pairs in the middle may overlap and no length needs a loop.
        long lastPair = (long) length - PAIR;
        copyPair(array, from, to);
        if (length > 2 * PAIR) {
            copyPair(array, from + PAIR, to + PAIR);
            copyPair(array, from + lastPair - PAIR, to + lastPair - PAIR);
        }
        copyPair(array, from + lastPair, to + lastPair);
    }

    private static void copyPair(byte @Nullable [] array, long from, long to) {
        UnsafeApi.putLong(to, UnsafeApi.getLong(array, from));
        UnsafeApi.putLong(to + Long.BYTES, UnsafeApi.getLong(array, from + Long.BYTES));
    }
}
