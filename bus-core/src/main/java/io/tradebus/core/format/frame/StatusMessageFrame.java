package io.tradebus.core.format.frame;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Tells a sender how far a receiver is and how much more it takes, or asks it for a SETUP. Specified in
 * {@code docs/wire-protocol.md#status-message-sm}.
 *
 * <p>Comes in two lengths: whether it ends in a group tag is said by the frame length alone. A tail of any other length
 * is of an older protocol and is not a group tag.
 *
 * <p>A receiver writes its frame once, and after that only what changed of it.
 */
public final class StatusMessageFrame {
    private static final Layout LAYOUT = FrameHeader.LAYOUT.followedBy("SM");
    private static final int SESSION_ID = LAYOUT.int32("session");
    private static final int STREAM_ID = LAYOUT.int32("stream");
    private static final int CONSUMPTION_TERM_ID = LAYOUT.int32("term");
    private static final int CONSUMPTION_TERM_OFFSET = LAYOUT.int32("offset");
    private static final int WINDOW_LENGTH = LAYOUT.int32("window");

    // The one field of all frames that is not aligned to its size.
    private static final int RECEIVER_ID = LAYOUT.int64("receiver");

    /** Length of a frame without group tag in bytes. */
    public static final int LENGTH = LAYOUT.length();

    private static final Layout TAGGED_LAYOUT = LAYOUT.followedBy("SM");
    private static final int GROUP_TAG = TAGGED_LAYOUT.int64("groupTag");

    /** Length of a frame with group tag in bytes. */
    public static final int TAGGED_LENGTH = TAGGED_LAYOUT.length();

    /** Asks for a SETUP; position and window are 0 and mean nothing. */
    public static final int FLAG_SETUP_REQUEST = 0x80;

    /** The receiver is done with the stream. */
    public static final int FLAG_END_OF_STREAM = 0x40;

    private StatusMessageFrame() {}

    public static boolean isSetupRequest(DirectBuffer buffer, int frame) {
        return (FrameHeader.flags(buffer, frame) & FLAG_SETUP_REQUEST) != 0;
    }

    public static boolean isEndOfStream(DirectBuffer buffer, int frame) {
        return (FrameHeader.flags(buffer, frame) & FLAG_END_OF_STREAM) != 0;
    }

    public static int sessionId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + SESSION_ID);
    }

    public static int streamId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + STREAM_ID);
    }

    /** The term up to which the receiver has consumed. */
    public static int termId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + CONSUMPTION_TERM_ID);
    }

    /** The offset in that term up to which the receiver has consumed. */
    public static int termOffset(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + CONSUMPTION_TERM_OFFSET);
    }

    /** How many bytes the receiver takes from there on. */
    public static int windowLength(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + WINDOW_LENGTH);
    }

    public static long receiverId(DirectBuffer buffer, int frame) {
        return buffer.getLong(frame + RECEIVER_ID);
    }

    public static boolean hasGroupTag(DirectBuffer buffer, int frame) {
        return FrameHeader.frameLength(buffer, frame) == TAGGED_LENGTH;
    }

    /** The group tag; only if {@link #hasGroupTag}. */
    public static long groupTag(DirectBuffer buffer, int frame) {
        return buffer.getLong(frame + GROUP_TAG);
    }

    /** Writes the whole frame, without group tag and with position and window 0: as it asks for a SETUP. */
    public static void write(
            MutableDirectBuffer buffer, int frame, int flags, int sessionId, int streamId, long receiverId) {
        FrameHeader.write(buffer, frame, LENGTH, flags, FrameType.STATUS_MESSAGE);
        buffer.putInt(frame + SESSION_ID, sessionId);
        buffer.putInt(frame + STREAM_ID, streamId);
        writeConsumption(buffer, frame, 0, 0, 0);
        buffer.putLong(frame + RECEIVER_ID, receiverId);
    }

    /** Sets the flags of a frame that is written. */
    public static void writeFlags(MutableDirectBuffer buffer, int frame, int flags) {
        FrameHeader.flags(buffer, frame, flags);
    }

    /** Sets position and window of a frame that is written. */
    public static void writeConsumption(
            MutableDirectBuffer buffer, int frame, int termId, int termOffset, int windowLength) {
        buffer.putInt(frame + CONSUMPTION_TERM_ID, termId);
        buffer.putInt(frame + CONSUMPTION_TERM_OFFSET, termOffset);
        buffer.putInt(frame + WINDOW_LENGTH, windowLength);
    }

    /** Adds the group tag to a frame that is written, which becomes {@link #TAGGED_LENGTH} long. */
    public static void writeGroupTag(MutableDirectBuffer buffer, int frame, long groupTag) {
        FrameHeader.frameLength(buffer, frame, TAGGED_LENGTH);
        buffer.putLong(frame + GROUP_TAG, groupTag);
    }

    /** Prints one frame. For diagnostics only. */
    public static String describe(DirectBuffer buffer, int frame) {
        return FrameHeader.describe(hasGroupTag(buffer, frame) ? TAGGED_LAYOUT : LAYOUT, buffer, frame);
    }
}
