package io.tradebus.core.format.frame;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Describes a stream, so that a receiver can make a log for it. Specified in
 * {@code docs/wire-protocol.md#setup}.
 *
 * <p>A sender writes its frame once, by {@link #write} and {@link #writeGeometry}, and after that only the position and
 * the flags.
 */
public final class SetupFrame {
    private static final Layout LAYOUT = FrameHeader.LAYOUT.followedBy("SETUP");
    private static final int TERM_OFFSET = LAYOUT.int32("offset");
    private static final int SESSION_ID = LAYOUT.int32("session");
    private static final int STREAM_ID = LAYOUT.int32("stream");
    private static final int INITIAL_TERM_ID = LAYOUT.int32("initialTerm");
    private static final int ACTIVE_TERM_ID = LAYOUT.int32("term");
    private static final int TERM_LENGTH = LAYOUT.int32("termLength");
    private static final int MTU_LENGTH = LAYOUT.int32("mtu");
    private static final int TTL = LAYOUT.int32("ttl");

    /** Length of the whole frame in bytes. */
    public static final int LENGTH = LAYOUT.length();

    /** The sender waits for a RSP_SETUP. */
    public static final int FLAG_SEND_RESPONSE = 0x80;

    /** There may be several receivers. */
    public static final int FLAG_GROUP = 0x40;

    private SetupFrame() {}

    public static boolean isResponseWanted(DirectBuffer buffer, int frame) {
        return (FrameHeader.flags(buffer, frame) & FLAG_SEND_RESPONSE) != 0;
    }

    public static boolean isGroup(DirectBuffer buffer, int frame) {
        return (FrameHeader.flags(buffer, frame) & FLAG_GROUP) != 0;
    }

    /** Offset in the active term up to which the stream was sent. */
    public static int termOffset(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + TERM_OFFSET);
    }

    public static int sessionId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + SESSION_ID);
    }

    public static int streamId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + STREAM_ID);
    }

    public static int initialTermId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + INITIAL_TERM_ID);
    }

    /** The term up to which the stream was sent. */
    public static int activeTermId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + ACTIVE_TERM_ID);
    }

    public static int termLength(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + TERM_LENGTH);
    }

    public static int mtuLength(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + MTU_LENGTH);
    }

    /** How many routers a multicast datagram of the sender passes; 0 if it did not say. */
    public static int ttl(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + TTL);
    }

    /** Writes header and identity of a frame, and zeros for the geometry and the position. */
    public static void write(MutableDirectBuffer buffer, int frame, int flags, int sessionId, int streamId, int ttl) {
        FrameHeader.write(buffer, frame, LENGTH, flags, FrameType.SETUP);
        buffer.putInt(frame + SESSION_ID, sessionId);
        buffer.putInt(frame + STREAM_ID, streamId);
        buffer.putInt(frame + TTL, ttl);
        writeGeometry(buffer, frame, 0, 0, 0);
        writePosition(buffer, frame, 0, 0);
    }

    /** Sets what stays the same for the life of a stream. */
    public static void writeGeometry(
            MutableDirectBuffer buffer, int frame, int initialTermId, int termLength, int mtuLength) {
        buffer.putInt(frame + INITIAL_TERM_ID, initialTermId);
        buffer.putInt(frame + TERM_LENGTH, termLength);
        buffer.putInt(frame + MTU_LENGTH, mtuLength);
    }

    /** Sets up to where the stream was sent. */
    public static void writePosition(MutableDirectBuffer buffer, int frame, int activeTermId, int termOffset) {
        buffer.putInt(frame + ACTIVE_TERM_ID, activeTermId);
        buffer.putInt(frame + TERM_OFFSET, termOffset);
    }

    /** Sets the flags of a frame that is written. */
    public static void writeFlags(MutableDirectBuffer buffer, int frame, int flags) {
        FrameHeader.flags(buffer, frame, flags);
    }

    /** Prints one frame. For diagnostics only. */
    public static String describe(DirectBuffer buffer, int frame) {
        return FrameHeader.describe(LAYOUT, buffer, frame);
    }
}
