package io.tradebus.core.format.frame;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Asks a sender to send one range of a term again. Specified in {@code docs/wire-protocol.md#nak}. */
public final class NakFrame {
    private static final Layout LAYOUT = FrameHeader.LAYOUT.followedBy("NAK");
    private static final int SESSION_ID = LAYOUT.int32("session");
    private static final int STREAM_ID = LAYOUT.int32("stream");
    private static final int TERM_ID = LAYOUT.int32("term");
    private static final int TERM_OFFSET = LAYOUT.int32("offset");
    private static final int RANGE = LAYOUT.int32("range");

    /** Length of the whole frame in bytes. */
    public static final int LENGTH = LAYOUT.length();

    private NakFrame() {}

    public static int sessionId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + SESSION_ID);
    }

    public static int streamId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + STREAM_ID);
    }

    public static int termId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + TERM_ID);
    }

    /** Offset in the term of the first byte that is missing: the start of a frame. */
    public static int termOffset(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + TERM_OFFSET);
    }

    /** How many bytes are missing. */
    public static int range(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + RANGE);
    }

    /** Writes the whole frame; the arguments are not a record since this is done while data is being lost. */
    public static void write(
            MutableDirectBuffer buffer, int frame, int sessionId, int streamId, int termId, int termOffset, int range) {
        FrameHeader.write(buffer, frame, LENGTH, 0, FrameType.NAK);
        buffer.putInt(frame + SESSION_ID, sessionId);
        buffer.putInt(frame + STREAM_ID, streamId);
        buffer.putInt(frame + TERM_ID, termId);
        buffer.putInt(frame + TERM_OFFSET, termOffset);
        buffer.putInt(frame + RANGE, range);
    }

    /** Prints one frame. For diagnostics only. */
    public static String describe(DirectBuffer buffer, int frame) {
        return FrameHeader.describe(LAYOUT, buffer, frame);
    }
}
