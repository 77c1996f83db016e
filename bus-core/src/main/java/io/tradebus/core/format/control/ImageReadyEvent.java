package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** {@code ON_AVAILABLE_IMAGE}: a subscription has one more image to read. */
public final class ImageReadyEvent {
    static final Layout LAYOUT = Layout.of("ON_AVAILABLE_IMAGE");
    private static final int CORRELATION_ID = LAYOUT.int64("correlation");
    private static final int SESSION_ID = LAYOUT.int32("session");
    private static final int STREAM_ID = LAYOUT.int32("stream");
    private static final int SUBSCRIPTION_REGISTRATION_ID = LAYOUT.int64("subscription");
    private static final int POSITION_COUNTER_ID = LAYOUT.int32("counter");
    private static final int LOG_FILE = LAYOUT.length();

    private ImageReadyEvent() {}

    /** Correlation id of the image; for IPC and spies the registration id of the publication. */
    public static long correlationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + CORRELATION_ID);
    }

    public static int sessionId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + SESSION_ID);
    }

    public static int streamId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + STREAM_ID);
    }

    public static long subscriptionRegistrationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + SUBSCRIPTION_REGISTRATION_ID);
    }

    /** Id of the counter that holds the subscriber's position. */
    public static int positionCounterId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + POSITION_COUNTER_ID);
    }

    public static String logFile(DirectBuffer buffer, int offset) {
        return AsciiField.text(buffer, offset + LOG_FILE);
    }

    public static String sourceIdentity(DirectBuffer buffer, int offset) {
        return AsciiField.text(buffer, AsciiField.alignedEnd(buffer, offset + LOG_FILE));
    }

    /** Length of the whole event in bytes. */
    public static int length(String logFile, String sourceIdentity) {
        return LOG_FILE
                + AsciiField.PREFIX_LENGTH
                + AsciiField.alignedLength(logFile.length())
                + AsciiField.length(sourceIdentity);
    }

    /** Writes the whole event and returns its length. */
    public static int write(
            MutableDirectBuffer buffer,
            int offset,
            long correlationId,
            int sessionId,
            int streamId,
            long subscriptionRegistrationId,
            int positionCounterId,
            String logFile,
            String sourceIdentity) {
        buffer.putLong(offset + CORRELATION_ID, correlationId);
        buffer.putInt(offset + SESSION_ID, sessionId);
        buffer.putInt(offset + STREAM_ID, streamId);
        buffer.putLong(offset + SUBSCRIPTION_REGISTRATION_ID, subscriptionRegistrationId);
        buffer.putInt(offset + POSITION_COUNTER_ID, positionCounterId);
        int logFileEnd = AsciiField.write(buffer, offset + LOG_FILE, logFile);
        int identity = AsciiField.alignedEnd(buffer, offset + LOG_FILE);
        buffer.setMemory(logFileEnd, identity - logFileEnd, (byte) 0);
        return AsciiField.write(buffer, identity, sourceIdentity) - offset;
    }

    static @Nullable String contentProblem(DirectBuffer buffer, int offset, int end) {
        String problem = AsciiField.problemBeforeAligned("log file", buffer, offset + LOG_FILE, end);
        return problem != null
                ? problem
                : AsciiField.problem("source identity", buffer, AsciiField.alignedEnd(buffer, offset + LOG_FILE), end);
    }
}
