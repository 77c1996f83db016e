package io.tradebus.core.format.control;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Key and label of a counter that is to be added, as bytes.
 *
 * @param key bytes by which the counter is found
 * @param keyOffset where they begin
 * @param keyLength how many they are, at most {@link #MAX_KEY_LENGTH}
 * @param label text shown to people, in ASCII
 * @param labelOffset where it begins
 * @param labelLength how many bytes it has, at most {@link #MAX_LABEL_LENGTH}
 */
public record CounterText(
        DirectBuffer key, int keyOffset, int keyLength, DirectBuffer label, int labelOffset, int labelLength) {
    /** The longest key in bytes that a counter has room for. */
    public static final int MAX_KEY_LENGTH = 112;

    /** The longest label in bytes that a counter has room for. */
    public static final int MAX_LABEL_LENGTH = 380;

    private static final DirectBuffer EMPTY = new UnsafeBuffer(new byte[0]);

    /** Checks both lengths; an {@link IllegalArgumentException} says which one is wrong. */
    public CounterText {
        requireLength("key", keyLength, MAX_KEY_LENGTH);
        requireLength("label", labelLength, MAX_LABEL_LENGTH);
    }

    /** A label without a key. */
    public static CounterText ofLabel(String label) {
        byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
        return new CounterText(EMPTY, 0, 0, new UnsafeBuffer(bytes), 0, bytes.length);
    }

    /** Writes key and label from {@code field} on; returns the offset of the byte after them. */
    int write(MutableDirectBuffer buffer, int field) {
        int keyEnd = AsciiField.write(buffer, field, key, keyOffset, keyLength);
        int labelField = AsciiField.alignedEnd(buffer, field);
        buffer.setMemory(keyEnd, labelField - keyEnd, (byte) 0);
        return AsciiField.write(buffer, labelField, label, labelOffset, labelLength);
    }

    private static void requireLength(String name, int length, int max) {
        if (length < 0 || length > max) {
            throw new IllegalArgumentException("length of counter " + name + " is not in 0.." + max + ": " + length);
        }
    }
}
