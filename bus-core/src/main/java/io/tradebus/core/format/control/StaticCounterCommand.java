package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * {@code ADD_STATIC_COUNTER}: as {@link CounterCommand}, for a counter that outlives its client and is found again by
 * type and registration id.
 */
public final class StaticCounterCommand {
    static final Layout LAYOUT = CorrelatedCommand.LAYOUT.followedBy("ADD_STATIC_COUNTER");
    private static final int REGISTRATION_ID = LAYOUT.int64("registration");
    private static final int TYPE_ID = LAYOUT.int32("type");
    private static final int KEY = LAYOUT.length();

    private StaticCounterCommand() {}

    public static long registrationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + REGISTRATION_ID);
    }

    public static int typeId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + TYPE_ID);
    }

    /** Offset of the first byte of the key in the buffer. */
    public static int keyOffset(int offset) {
        return AsciiField.contentOffset(offset + KEY);
    }

    public static int keyLength(DirectBuffer buffer, int offset) {
        return AsciiField.contentLength(buffer, offset + KEY);
    }

    /** Offset of the first byte of the label in the buffer. */
    public static int labelOffset(DirectBuffer buffer, int offset) {
        return AsciiField.contentOffset(labelField(buffer, offset));
    }

    public static int labelLength(DirectBuffer buffer, int offset) {
        return AsciiField.contentLength(buffer, labelField(buffer, offset));
    }

    public static String label(DirectBuffer buffer, int offset) {
        return AsciiField.text(buffer, labelField(buffer, offset));
    }

    /** Length of the whole command in bytes. */
    public static int length(int keyLength, int labelLength) {
        return KEY + 2 * AsciiField.PREFIX_LENGTH + AsciiField.alignedLength(keyLength) + labelLength;
    }

    /** Writes the whole command, the label as bytes, and returns its length. */
    public static int write(
            MutableDirectBuffer buffer,
            int offset,
            long clientId,
            long correlationId,
            long registrationId,
            int typeId,
            CounterText text) {
        CorrelatedCommand.write(buffer, offset, clientId, correlationId);
        buffer.putLong(offset + REGISTRATION_ID, registrationId);
        buffer.putInt(offset + TYPE_ID, typeId);
        return text.write(buffer, offset + KEY) - offset;
    }

    private static int labelField(DirectBuffer buffer, int offset) {
        return AsciiField.alignedEnd(buffer, offset + KEY);
    }

    static @Nullable String contentProblem(DirectBuffer buffer, int offset, int end) {
        String problem = AsciiField.problemBeforeAligned("key", buffer, offset + KEY, end);
        return problem != null ? problem : AsciiField.problem("label", buffer, labelField(buffer, offset), end);
    }
}
