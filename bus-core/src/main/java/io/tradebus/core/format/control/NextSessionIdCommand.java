package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** {@code GET_NEXT_AVAILABLE_SESSION_ID}: asks for a session id that nobody uses on a stream. */
public final class NextSessionIdCommand {
    static final Layout LAYOUT = CorrelatedCommand.LAYOUT.followedBy("GET_NEXT_AVAILABLE_SESSION_ID");
    private static final int STREAM_ID = LAYOUT.int32("stream");

    /** Length of the whole command in bytes. */
    public static final int LENGTH = LAYOUT.length();

    private NextSessionIdCommand() {}

    public static int streamId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + STREAM_ID);
    }

    /** Writes the whole command and returns its length. */
    public static int write(MutableDirectBuffer buffer, int offset, long clientId, long correlationId, int streamId) {
        CorrelatedCommand.write(buffer, offset, clientId, correlationId);
        buffer.putInt(offset + STREAM_ID, streamId);
        return LENGTH;
    }
}
