package io.tradebus.core.compat;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A sequence of messages that can be checked on arrival: each holds its number, a checksum, and bytes that follow from
 * the number. The length follows from the number too, from {@link #MIN_LENGTH} to the longest allowed.
 */
final class CheckedMessages {
    static final int MIN_LENGTH = 12;

    private final int maxLength;
    private final byte[] bytes;
    private final ByteBuffer words;
    private final CRC32C checksum = new CRC32C();

    CheckedMessages(int maxLength) {
        this.maxLength = maxLength;
        this.bytes = new byte[maxLength + Long.BYTES];
        this.words = ByteBuffer.wrap(bytes);
    }

    int length(long number) {
        return MIN_LENGTH + (int) Long.remainderUnsigned(mix(number), maxLength - MIN_LENGTH + 1L);
    }

    /** Writes message {@code number} and returns its length in bytes. */
    int fill(long number, MutableDirectBuffer buffer, int offset) {
        int length = length(number);
        fillBytes(number, length);
        buffer.putLong(offset, number);
        buffer.putInt(offset + 8, checksumOf(number, length));
        buffer.putBytes(offset + MIN_LENGTH, bytes, MIN_LENGTH, length - MIN_LENGTH);
        return length;
    }

    /** Throws if the bytes are not those of message {@code number}. */
    void check(long number, DirectBuffer buffer, int offset, int length) {
        if (length != length(number) || buffer.getLong(offset) != number) {
            throw new IllegalStateException(
                    "expected message " + number + " of " + length(number) + " bytes, got message "
                            + (length >= 8 ? buffer.getLong(offset) : -1) + " of " + length + " bytes");
        }
        buffer.getBytes(offset + MIN_LENGTH, bytes, MIN_LENGTH, length - MIN_LENGTH);
        if (buffer.getInt(offset + 8) != checksumOf(number, length)) {
            throw new IllegalStateException("message " + number + " of " + length + " bytes arrived changed");
        }
    }

    private void fillBytes(long number, int length) {
        long state = mix(number) | 1;
        for (int i = MIN_LENGTH; i < length; i += Long.BYTES) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            words.putLong(i, state);
        }
    }

    private int checksumOf(long number, int length) {
        checksum.reset();
        checksum.update((int) number);
        checksum.update(bytes, MIN_LENGTH, length - MIN_LENGTH);
        return (int) checksum.getValue();
    }

    private static long mix(long number) {
        long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
        return mixed * 0xD6E8FEB86659FD93L;
    }
}
