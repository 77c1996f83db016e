package io.tradebus.core.format.control;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A field of variable length: a count of bytes as a 32-bit integer, then that many bytes, without terminator or
 * padding. Most hold ASCII text; the same shape holds keys and tokens.
 *
 * <p>The only place that computes where such a field ends. See {@code docs/shared-memory.md#conventions}.
 */
final class AsciiField {
    /** Bytes of the count that comes before the text. */
    static final int PREFIX_LENGTH = Integer.BYTES;

    private AsciiField() {}

    /** Bytes that {@code text} takes, its count included. */
    static int length(String text) {
        return PREFIX_LENGTH + text.length();
    }

    /** Writes count and text, with {@code ?} for what is not ASCII; returns the offset of the byte after it. */
    static int write(MutableDirectBuffer buffer, int field, String text) {
        return field + buffer.putStringAscii(field, text);
    }

    /** Writes count and bytes; returns the offset of the byte after them. */
    static int write(MutableDirectBuffer buffer, int field, DirectBuffer bytes, int bytesOffset, int bytesLength) {
        buffer.putInt(field, bytesLength);
        buffer.putBytes(field + PREFIX_LENGTH, bytes, bytesOffset, bytesLength);
        return field + PREFIX_LENGTH + bytesLength;
    }

    /**
     * Writes the field that ends a message, and zeros after it while the message is shorter than {@code minLength};
     * returns the length of the message.
     */
    static int writePadded(MutableDirectBuffer buffer, int message, int field, String text, int minLength) {
        int length = write(buffer, message + field, text) - message;
        if (length >= minLength) {
            return length;
        }
        buffer.setMemory(message + length, minLength - length, (byte) 0);
        return minLength;
    }

    static String text(DirectBuffer buffer, int field) {
        return buffer.getStringAscii(field);
    }

    /** Offset of the first byte after the count. */
    static int contentOffset(int field) {
        return field + PREFIX_LENGTH;
    }

    static int contentLength(DirectBuffer buffer, int field) {
        return buffer.getInt(field);
    }

    /** Offset of the next field when that one is aligned to four bytes, counted from the start of this content. */
    static int alignedEnd(DirectBuffer buffer, int field) {
        return contentOffset(field) + alignedLength(buffer.getInt(field));
    }

    /** Rounds a length up to a multiple of four. */
    static int alignedLength(int length) {
        return (length + 3) & ~3;
    }

    /**
     * Checks that the field lies within its message.
     *
     * @param field offset of the field in the buffer
     * @param end offset of the first byte after the message
     * @return what is wrong, or null
     */
    static @Nullable String problem(String name, DirectBuffer buffer, int field, int end) {
        if ((long) field + PREFIX_LENGTH > end) {
            return "no room for the length of " + name;
        }
        int length = buffer.getInt(field);
        if (length < 0) {
            return "negative length of " + name + ": " + length;
        }
        if (length > end - field - PREFIX_LENGTH) {
            return "length of " + name + " is beyond the message: " + length;
        }
        return null;
    }

    /** As {@link #problem}, for a field after which another one follows, aligned to four bytes. */
    static @Nullable String problemBeforeAligned(String name, DirectBuffer buffer, int field, int end) {
        String problem = problem(name, buffer, field, end);
        if (problem == null && (buffer.getInt(field) + 3L & ~3L) > end - field - PREFIX_LENGTH) {
            return "nothing follows " + name;
        }
        return problem;
    }
}
