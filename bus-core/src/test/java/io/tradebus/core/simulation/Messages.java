package io.tradebus.core.simulation;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Messages of which every byte follows from the key of the stream and the number of the message, so that whoever gets one
 * can say whether it is what was sent.
 */
final class Messages {
    /** The shortest message in bytes. */
    static final int MIN_LENGTH = 16;

    private static final int NUMBER = 0;
    private static final int KEY = 8;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final long key;
    private final int maxLength;

    /**
     * The messages of one stream.
     *
     * @param key tells streams apart
     * @param maxLength of a message in bytes, not less than {@link #MIN_LENGTH}
     */
    Messages(long key, int maxLength) {
        this.key = key;
        this.maxLength = maxLength;
    }

    int lengthOf(long number) {
        return MIN_LENGTH + (int) Long.remainderUnsigned(mix(number), maxLength - MIN_LENGTH + 1);
    }

    /** Writes a message to the beginning of a buffer and returns its length in bytes. */
    int write(MutableDirectBuffer buffer, long number) {
        int length = lengthOf(number);
        buffer.putLong(NUMBER, number);
        buffer.putLong(KEY, key);
        int index = MIN_LENGTH;
        for (; index + Long.BYTES <= length; index += Long.BYTES) {
            buffer.putLong(index, word(number, index));
        }
        for (; index < length; index++) {
            buffer.putByte(index, (byte) word(number, index));
        }
        return length;
    }

    static long numberOf(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + NUMBER);
    }

    /** Whether a message is, byte by byte, the one that its number says. */
    boolean isIntact(DirectBuffer buffer, int offset, int length) {
        long number = numberOf(buffer, offset);
        if (length != lengthOf(number) || buffer.getLong(offset + KEY) != key) {
            return false;
        }
        int index = MIN_LENGTH;
        for (; index + Long.BYTES <= length; index += Long.BYTES) {
            if (buffer.getLong(offset + index) != word(number, index)) {
                return false;
            }
        }
        for (; index < length; index++) {
            if (buffer.getByte(offset + index) != (byte) word(number, index)) {
                return false;
            }
        }
        return true;
    }

    private long word(long number, int index) {
        return mix(number * 0x1_0000 + index);
    }

    private long mix(long value) {
        long mixed = (value + key) * GOLDEN;
        mixed = (mixed ^ mixed >>> 32) * GOLDEN;
        return mixed ^ mixed >>> 29;
    }
}
