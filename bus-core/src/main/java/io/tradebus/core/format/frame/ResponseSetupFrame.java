package io.tradebus.core.format.frame;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Tells who sends requests in which session the responses come. Specified in
 * {@code docs/wire-protocol.md#response-set-up-rsp_setup}.
 */
public final class ResponseSetupFrame {
    private static final Layout LAYOUT = FrameHeader.LAYOUT.followedBy("RSP_SETUP");
    private static final int SESSION_ID = LAYOUT.int32("session");
    private static final int STREAM_ID = LAYOUT.int32("stream");
    private static final int RESPONSE_SESSION_ID = LAYOUT.int32("responseSession");

    /** Length of the whole frame in bytes. */
    public static final int LENGTH = LAYOUT.length();

    private ResponseSetupFrame() {}

    /** Session of the requests. */
    public static int sessionId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + SESSION_ID);
    }

    /** Stream of the requests. */
    public static int streamId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + STREAM_ID);
    }

    public static int responseSessionId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + RESPONSE_SESSION_ID);
    }

    /** Writes the whole frame. */
    public static void write(
            MutableDirectBuffer buffer, int frame, int sessionId, int streamId, int responseSessionId) {
        FrameHeader.write(buffer, frame, LENGTH, 0, FrameType.RESPONSE_SETUP);
        buffer.putInt(frame + SESSION_ID, sessionId);
        buffer.putInt(frame + STREAM_ID, streamId);
        buffer.putInt(frame + RESPONSE_SESSION_ID, responseSessionId);
    }

    /** Prints one frame. For diagnostics only. */
    public static String describe(DirectBuffer buffer, int frame) {
        return FrameHeader.describe(LAYOUT, buffer, frame);
    }
}
