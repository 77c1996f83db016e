package io.tradebus.core.format.frame;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Measures how long a frame takes to the other side and back. Specified in
 * {@code docs/wire-protocol.md#round-trip-measurement-rttm}.
 *
 * <p>The question carries {@link #FLAG_REPLY_REQUESTED}, the answer no flag and the same time.
 */
public final class RttFrame {
    private static final Layout LAYOUT = FrameHeader.LAYOUT.followedBy("RTTM");
    private static final int SESSION_ID = LAYOUT.int32("session");
    private static final int STREAM_ID = LAYOUT.int32("stream");
    private static final int ECHO_TIMESTAMP_NS = LAYOUT.int64("echo");
    private static final int RECEPTION_DELTA_NS = LAYOUT.int64("delta");
    private static final int RECEIVER_ID = LAYOUT.int64("receiver");

    /** Length of the whole frame in bytes. */
    public static final int LENGTH = LAYOUT.length();

    /** This is the question. */
    public static final int FLAG_REPLY_REQUESTED = 0x80;

    /** The receiver id that stands for any receiver. */
    public static final long ANY_RECEIVER = 0;

    private RttFrame() {}

    public static boolean isReplyRequested(DirectBuffer buffer, int frame) {
        return (FrameHeader.flags(buffer, frame) & FLAG_REPLY_REQUESTED) != 0;
    }

    public static int sessionId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + SESSION_ID);
    }

    public static int streamId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + STREAM_ID);
    }

    /** Time of the question on the clock of who asked; means nothing to the other side. */
    public static long echoTimestampNs(DirectBuffer buffer, int frame) {
        return buffer.getLong(frame + ECHO_TIMESTAMP_NS);
    }

    /** How long the question was held before it was answered. */
    public static long receptionDeltaNs(DirectBuffer buffer, int frame) {
        return buffer.getLong(frame + RECEPTION_DELTA_NS);
    }

    /** The receiver that asks or is asked, or {@link #ANY_RECEIVER}. */
    public static long receiverId(DirectBuffer buffer, int frame) {
        return buffer.getLong(frame + RECEIVER_ID);
    }

    /** Writes the whole frame; the arguments are not a record since the receiver asks while it receives. */
    public static void write(
            MutableDirectBuffer buffer,
            int frame,
            int flags,
            int sessionId,
            int streamId,
            long echoTimestampNs,
            long receiverId) {
        FrameHeader.write(buffer, frame, LENGTH, flags, FrameType.RTT);
        buffer.putInt(frame + SESSION_ID, sessionId);
        buffer.putInt(frame + STREAM_ID, streamId);
        buffer.putLong(frame + ECHO_TIMESTAMP_NS, echoTimestampNs);
        buffer.putLong(frame + RECEPTION_DELTA_NS, 0);
        buffer.putLong(frame + RECEIVER_ID, receiverId);
    }

    /** Prints one frame. For diagnostics only. */
    public static String describe(DirectBuffer buffer, int frame) {
        return FrameHeader.describe(LAYOUT, buffer, frame);
    }
}
