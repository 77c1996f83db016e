package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** {@code ON_PUBLICATION_READY} and {@code ON_EXCLUSIVE_PUBLICATION_READY}: a publication may be used. */
public final class PublicationReadyEvent {
    static final Layout LAYOUT = Layout.of("ON_PUBLICATION_READY");
    private static final int CORRELATION_ID = LAYOUT.int64("correlation");
    private static final int REGISTRATION_ID = LAYOUT.int64("registration");
    private static final int SESSION_ID = LAYOUT.int32("session");
    private static final int STREAM_ID = LAYOUT.int32("stream");
    private static final int LIMIT_COUNTER_ID = LAYOUT.int32("limit");
    private static final int STATUS_COUNTER_ID = LAYOUT.int32("status");
    private static final int LOG_FILE = LAYOUT.length();

    /** Stands for the channel status counter that an IPC channel does not have. */
    public static final int NO_COUNTER_ID = -1;

    private PublicationReadyEvent() {}

    public static long correlationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + CORRELATION_ID);
    }

    /** Registration id of the log; differs from the correlation id if a publication is shared. */
    public static long registrationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + REGISTRATION_ID);
    }

    public static int sessionId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + SESSION_ID);
    }

    public static int streamId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + STREAM_ID);
    }

    /** Id of the counter that holds the publisher's limit. */
    public static int limitCounterId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + LIMIT_COUNTER_ID);
    }

    /** Id of the channel status counter, {@link #NO_COUNTER_ID} for IPC. */
    public static int statusCounterId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + STATUS_COUNTER_ID);
    }

    public static String logFile(DirectBuffer buffer, int offset) {
        return AsciiField.text(buffer, offset + LOG_FILE);
    }

    /** Length of the whole event in bytes. */
    public static int length(String logFile) {
        return LOG_FILE + AsciiField.length(logFile);
    }

    /** Writes the whole event and returns its length. */
    public static int write(
            MutableDirectBuffer buffer,
            int offset,
            long correlationId,
            long registrationId,
            int sessionId,
            int streamId,
            int limitCounterId,
            int statusCounterId,
            String logFile) {
        buffer.putLong(offset + CORRELATION_ID, correlationId);
        buffer.putLong(offset + REGISTRATION_ID, registrationId);
        buffer.putInt(offset + SESSION_ID, sessionId);
        buffer.putInt(offset + STREAM_ID, streamId);
        buffer.putInt(offset + LIMIT_COUNTER_ID, limitCounterId);
        buffer.putInt(offset + STATUS_COUNTER_ID, statusCounterId);
        return AsciiField.write(buffer, offset + LOG_FILE, logFile) - offset;
    }

    static @Nullable String contentProblem(DirectBuffer buffer, int offset, int end) {
        return AsciiField.problem("log file", buffer, offset + LOG_FILE, end);
    }
}
