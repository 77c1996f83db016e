package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** {@code ON_ERROR}: a command failed. */
public final class ErrorEvent {
    static final Layout LAYOUT = Layout.of("ON_ERROR");
    private static final int CORRELATION_ID = LAYOUT.int64("correlation");
    private static final int ERROR_CODE = LAYOUT.int32("code");
    private static final int MESSAGE = LAYOUT.length();

    private ErrorEvent() {}

    /** Correlation id of the command that failed; 0 if it could not be read. */
    public static long correlationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + CORRELATION_ID);
    }

    /** The code as sent; {@link ErrorCode#of} names it. */
    public static int errorCode(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + ERROR_CODE);
    }

    public static String message(DirectBuffer buffer, int offset) {
        return AsciiField.text(buffer, offset + MESSAGE);
    }

    /** Length of the whole event in bytes. */
    public static int length(String message) {
        return MESSAGE + AsciiField.length(message);
    }

    /** Writes the whole event and returns its length. */
    public static int write(
            MutableDirectBuffer buffer, int offset, long correlationId, ErrorCode code, String message) {
        buffer.putLong(offset + CORRELATION_ID, correlationId);
        buffer.putInt(offset + ERROR_CODE, code.value());
        return AsciiField.write(buffer, offset + MESSAGE, message) - offset;
    }

    static @Nullable String contentProblem(DirectBuffer buffer, int offset, int end) {
        return AsciiField.problem("message", buffer, offset + MESSAGE, end);
    }
}
