package io.tradebus.core.format.frame;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Tells a sender that a receiver refuses its stream. Specified in {@code docs/wire-protocol.md#error-err}. */
public final class ErrorFrame {
    private static final Layout LAYOUT = FrameHeader.LAYOUT.followedBy("ERR");
    private static final int SESSION_ID = LAYOUT.int32("session");
    private static final int STREAM_ID = LAYOUT.int32("stream");
    private static final int RECEIVER_ID = LAYOUT.int64("receiver");
    private static final int GROUP_TAG = LAYOUT.int64("groupTag");
    private static final int ERROR_CODE = LAYOUT.int32("code");
    private static final int TEXT_LENGTH = LAYOUT.int32("textLength");

    /** Length of a frame without its text in bytes. */
    public static final int HEADER_LENGTH = LAYOUT.length();

    /** The longest text in bytes. */
    public static final int MAX_TEXT_LENGTH = 1023;

    /** Length of the longest frame in bytes. */
    public static final int MAX_LENGTH = HEADER_LENGTH + MAX_TEXT_LENGTH;

    /** The group tag is valid. */
    public static final int FLAG_GROUP_TAG = 0x08;

    private ErrorFrame() {}

    public static int sessionId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + SESSION_ID);
    }

    public static int streamId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + STREAM_ID);
    }

    public static long receiverId(DirectBuffer buffer, int frame) {
        return buffer.getLong(frame + RECEIVER_ID);
    }

    public static boolean hasGroupTag(DirectBuffer buffer, int frame) {
        return (FrameHeader.flags(buffer, frame) & FLAG_GROUP_TAG) != 0;
    }

    /** The group tag; only if {@link #hasGroupTag}, else the field holds anything. */
    public static long groupTag(DirectBuffer buffer, int frame) {
        return buffer.getLong(frame + GROUP_TAG);
    }

    /** The number of an error, the same as clients get. */
    public static int errorCode(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + ERROR_CODE);
    }

    /** Length of the text in bytes. */
    public static int textLength(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + TEXT_LENGTH);
    }

    /** The reason in words of the subscriber; allocates. */
    public static String text(DirectBuffer buffer, int frame) {
        return buffer.getStringWithoutLengthAscii(frame + HEADER_LENGTH, textLength(buffer, frame));
    }

    /**
     * Writes the whole frame, without group tag, and returns its length in bytes.
     *
     * @param text at most {@link #MAX_TEXT_LENGTH} characters; what is not ASCII becomes {@code ?}
     * @throws IllegalArgumentException if the text is longer
     */
    public static int write(
            MutableDirectBuffer buffer,
            int frame,
            int sessionId,
            int streamId,
            long receiverId,
            int errorCode,
            String text) {
        if (text.length() > MAX_TEXT_LENGTH) {
            throw new IllegalArgumentException(
                    "text must have at most " + MAX_TEXT_LENGTH + " characters, but has " + text.length());
        }
        int length = HEADER_LENGTH + text.length();
        FrameHeader.write(buffer, frame, length, 0, FrameType.ERROR);
        buffer.putInt(frame + SESSION_ID, sessionId);
        buffer.putInt(frame + STREAM_ID, streamId);
        buffer.putLong(frame + RECEIVER_ID, receiverId);
        buffer.putLong(frame + GROUP_TAG, 0);
        buffer.putInt(frame + ERROR_CODE, errorCode);
        buffer.putInt(frame + TEXT_LENGTH, text.length());
        buffer.putStringWithoutLengthAscii(frame + HEADER_LENGTH, text);
        return length;
    }

    /** Adds the group tag to a frame that is written. */
    public static void writeGroupTag(MutableDirectBuffer buffer, int frame, long groupTag) {
        FrameHeader.flags(buffer, frame, FLAG_GROUP_TAG);
        buffer.putLong(frame + GROUP_TAG, groupTag);
    }

    /** Prints one frame. For diagnostics only. */
    public static String describe(DirectBuffer buffer, int frame) {
        return FrameHeader.describe(LAYOUT, buffer, frame) + " text='" + text(buffer, frame) + "'";
    }
}
