package io.tradebus.core.format.log;

import org.agrona.DirectBuffer;

/**
 * One part of a message that lies in several places.
 *
 * @param offset where the part begins in {@code buffer}, in bytes
 * @param length of the part in bytes
 */
public record DirectBufferVector(DirectBuffer buffer, int offset, int length) {
    public DirectBufferVector {
        if (length < 0) {
            throw new IllegalArgumentException("length must not be negative, but was " + length);
        }
        buffer.boundsCheck(offset, length);
    }

    /**
     * Length of a message made of these parts.
     *
     * @throws IllegalArgumentException if it is more than an int can say
     */
    public static int totalLength(DirectBufferVector[] parts) {
        long total = 0;
        for (DirectBufferVector part : parts) {
            total += part.length;
        }
        if (total > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("length of all parts must fit an int, but was " + total);
        }
        return (int) total;
    }
}
