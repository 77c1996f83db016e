package io.tradebus.core.compat;

import java.util.Arrays;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A sequence of messages that can be checked on arrival, byte by byte: each holds its number and its length, and bytes
 * that follow from the number. The length follows from the number too, from {@link #MIN_LENGTH} to the longest allowed.
 */
public final class CheckedMessages {
    static final int MIN_LENGTH = 12;

    private static final int STARTS = 8191;

    private final int maxLength;
    private final byte[] noise;
    private final byte[] arrived;

    public CheckedMessages(int maxLength) {
        this.maxLength = maxLength;
        noise = new byte[STARTS + maxLength];
        arrived = new byte[maxLength];
        new Random(maxLength).nextBytes(noise);
    }

    public int length(long number) {
        return MIN_LENGTH + (int) Long.remainderUnsigned(mix(number), maxLength - MIN_LENGTH + 1L);
    }

    /** Writes message {@code number} and returns its length in bytes. */
    public int fill(long number, MutableDirectBuffer buffer, int offset) {
        int length = length(number);
        buffer.putLong(offset, number);
        buffer.putInt(offset + 8, length);
        buffer.putBytes(offset + MIN_LENGTH, noise, start(number), length - MIN_LENGTH);
        return length;
    }

    /** Throws if the bytes are not those of message {@code number}. */
    public void check(long number, DirectBuffer buffer, int offset, int length) {
        if (length != length(number) || buffer.getLong(offset) != number || buffer.getInt(offset + 8) != length) {
            throw new IllegalStateException(
                    "expected message " + number + " of " + length(number) + " bytes, got message "
                            + (length >= 8 ? buffer.getLong(offset) : -1) + " of " + length + " bytes");
        }
        int rest = length - MIN_LENGTH;
        buffer.getBytes(offset + MIN_LENGTH, arrived, 0, rest);
        int start = start(number);
        int change = Arrays.mismatch(arrived, 0, rest, noise, start, start + rest);
        if (change >= 0) {
            throw new IllegalStateException("message " + number + " of " + length + " bytes arrived with byte "
                    + (MIN_LENGTH + change) + " changed");
        }
    }

    /** Neighbours begin at different bytes, so that one cannot pass for the other. */
    private static int start(long number) {
        return (int) Long.remainderUnsigned(mix(~number), STARTS);
    }

    private static long mix(long number) {
        long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
        return mixed * 0xD6E8FEB86659FD93L;
    }
}
