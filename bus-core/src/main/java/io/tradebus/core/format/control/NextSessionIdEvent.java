package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** {@code ON_NEXT_AVAILABLE_SESSION_ID}: a session id that nobody uses. */
public final class NextSessionIdEvent {
    static final Layout LAYOUT = Layout.of("ON_NEXT_AVAILABLE_SESSION_ID");
    private static final int CORRELATION_ID = LAYOUT.int64("correlation");
    private static final int SESSION_ID = LAYOUT.int32("session");

    /** Length of the whole event in bytes. */
    public static final int LENGTH = LAYOUT.length();

    private NextSessionIdEvent() {}

    public static long correlationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + CORRELATION_ID);
    }

    public static int sessionId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + SESSION_ID);
    }

    /** Writes the whole event and returns its length. */
    public static int write(MutableDirectBuffer buffer, int offset, long correlationId, int sessionId) {
        buffer.putLong(offset + CORRELATION_ID, correlationId);
        buffer.putInt(offset + SESSION_ID, sessionId);
        return LENGTH;
    }
}
