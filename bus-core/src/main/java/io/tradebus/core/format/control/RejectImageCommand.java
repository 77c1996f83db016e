package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** {@code REJECT_IMAGE}: which image, at which position, and why. */
public final class RejectImageCommand {
    static final Layout LAYOUT = CorrelatedCommand.LAYOUT.followedBy("REJECT_IMAGE");
    private static final int IMAGE_CORRELATION_ID = LAYOUT.int64("image");
    private static final int POSITION = LAYOUT.int64("position");
    private static final int REASON = LAYOUT.length();

    /** The longest reason in bytes that a driver accepts. */
    public static final int MAX_REASON_LENGTH = 1023;

    /** A shorter command is dropped by the C driver; what is missing is filled with zeros. */
    static final int MIN_SENT_LENGTH = 40;

    private RejectImageCommand() {}

    public static long imageCorrelationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + IMAGE_CORRELATION_ID);
    }

    /** Position in the image up to which the subscriber has read. */
    public static long position(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + POSITION);
    }

    public static String reason(DirectBuffer buffer, int offset) {
        return AsciiField.text(buffer, offset + REASON);
    }

    /** Length of the reason in bytes, which the sender may have made longer than is allowed. */
    public static int reasonLength(DirectBuffer buffer, int offset) {
        return AsciiField.contentLength(buffer, offset + REASON);
    }

    /** Length of the whole command in bytes, with the padding of a short one. */
    public static int length(String reason) {
        return Math.max(MIN_SENT_LENGTH, REASON + AsciiField.length(reason));
    }

    /** Writes the whole command and returns its length. */
    public static int write(
            MutableDirectBuffer buffer,
            int offset,
            long clientId,
            long correlationId,
            long imageCorrelationId,
            long position,
            String reason) {
        CorrelatedCommand.write(buffer, offset, clientId, correlationId);
        buffer.putLong(offset + IMAGE_CORRELATION_ID, imageCorrelationId);
        buffer.putLong(offset + POSITION, position);
        return AsciiField.writePadded(buffer, offset, REASON, reason, MIN_SENT_LENGTH);
    }

    static @Nullable String contentProblem(DirectBuffer buffer, int offset, int end) {
        return AsciiField.problem("reason", buffer, offset + REASON, end);
    }
}
