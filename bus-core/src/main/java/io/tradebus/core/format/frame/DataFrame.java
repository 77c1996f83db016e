package io.tradebus.core.format.frame;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The frame that carries a message, a part of one, or padding. Specified in {@code docs/shared-memory.md#frame-header}.
 *
 * <p>The frame length says what may be read: 0 when nothing was written yet, negative while the frame is being written,
 * positive once it is complete. Whoever reads it with acquire and finds it positive sees the whole frame. Frames begin
 * at multiples of {@link #FRAME_ALIGNMENT}; the length itself is not rounded up. All fields are little-endian, as are
 * the platforms this runs on.
 */
public final class DataFrame {
    private static final Layout LAYOUT = Layout.of("DATA");

    /** Length of the whole frame in bytes, header included; the sign says how far it is. */
    public static final int FRAME_LENGTH = LAYOUT.int32("length");

    private static final int VERSION = LAYOUT.int8("version");
    private static final int FLAGS = LAYOUT.flags8("flags");
    private static final int TYPE = LAYOUT.int16("type");
    private static final int TERM_OFFSET = LAYOUT.int32("offset");
    private static final int SESSION_ID = LAYOUT.int32("session");
    private static final int STREAM_ID = LAYOUT.int32("stream");
    private static final int TERM_ID = LAYOUT.int32("term");

    /** Eight bytes at the disposal of the publisher. */
    public static final int RESERVED_VALUE = LAYOUT.int64("reserved");

    /** Length of the header in bytes; the payload follows it. */
    public static final int HEADER_LENGTH = LAYOUT.length();

    /** Frames begin at multiples of this many bytes. */
    public static final int FRAME_ALIGNMENT = 32;

    /** The only version there is. */
    public static final int CURRENT_VERSION = 0;

    /** First frame of a message. */
    public static final int FLAG_BEGIN = 0x80;

    /** Last frame of a message. */
    public static final int FLAG_END = 0x40;

    /** A message in one frame: first and last. */
    public static final int FLAGS_UNFRAGMENTED = FLAG_BEGIN | FLAG_END;

    /** In a heartbeat: nothing follows any more. */
    public static final int FLAG_END_OF_STREAM = 0x20;

    /** In a heartbeat: the publication was revoked. */
    public static final int FLAG_REVOKED = 0x10;

    /** A frame that fills space and is skipped by readers. */
    public static final int TYPE_PADDING = 0;

    /** A frame with payload. */
    public static final int TYPE_DATA = 1;

    private DataFrame() {}

    /** Bytes that a frame takes in a term: its length rounded up to {@link #FRAME_ALIGNMENT}. */
    public static int alignedLength(int frameLength) {
        return (frameLength + (FRAME_ALIGNMENT - 1)) & -FRAME_ALIGNMENT;
    }

    public static int payloadOffset(int frame) {
        return frame + HEADER_LENGTH;
    }

    /** The frame length without ordering; of a frame that is known to be complete. */
    public static int frameLength(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + FRAME_LENGTH);
    }

    /** Stores the frame length without ordering; in a buffer that nobody else reads. */
    public static void frameLength(MutableDirectBuffer buffer, int frame, int length) {
        buffer.putInt(frame + FRAME_LENGTH, length);
    }

    /** The frame length with acquire: when it is positive, the rest of the frame can be read. */
    public static int frameLengthAcquire(UnsafeBuffer buffer, int frame) {
        return buffer.getIntAcquire(frame + FRAME_LENGTH);
    }

    /** Stores the frame length with release: whoever sees it also sees what was written before. */
    public static void frameLengthRelease(UnsafeBuffer buffer, int frame, int length) {
        buffer.putIntRelease(frame + FRAME_LENGTH, length);
    }

    public static int version(DirectBuffer buffer, int frame) {
        return buffer.getByte(frame + VERSION) & 0xFF;
    }

    public static int flags(DirectBuffer buffer, int frame) {
        return buffer.getByte(frame + FLAGS) & 0xFF;
    }

    public static void flags(MutableDirectBuffer buffer, int frame, int flags) {
        buffer.putByte(frame + FLAGS, (byte) flags);
    }

    public static int type(DirectBuffer buffer, int frame) {
        return buffer.getShort(frame + TYPE) & 0xFFFF;
    }

    public static void type(MutableDirectBuffer buffer, int frame, int type) {
        buffer.putShort(frame + TYPE, (short) type);
    }

    public static boolean isPadding(DirectBuffer buffer, int frame) {
        return buffer.getShort(frame + TYPE) == TYPE_PADDING;
    }

    public static int termOffset(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + TERM_OFFSET);
    }

    public static void termOffset(MutableDirectBuffer buffer, int frame, int termOffset) {
        buffer.putInt(frame + TERM_OFFSET, termOffset);
    }

    public static int sessionId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + SESSION_ID);
    }

    public static int streamId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + STREAM_ID);
    }

    public static int termId(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + TERM_ID);
    }

    public static void termId(MutableDirectBuffer buffer, int frame, int termId) {
        buffer.putInt(frame + TERM_ID, termId);
    }

    public static long reservedValue(DirectBuffer buffer, int frame) {
        return buffer.getLong(frame + RESERVED_VALUE);
    }

    public static void reservedValue(MutableDirectBuffer buffer, int frame, long value) {
        buffer.putLong(frame + RESERVED_VALUE, value);
    }

    /**
     * Writes everything between the frame length and the reserved value; those two are left as they are.
     *
     * @param flags any of the {@code FLAG_} constants
     * @param type {@link #TYPE_DATA} or {@link #TYPE_PADDING}
     */
    public static void writeFields(
            UnsafeBuffer buffer,
            int frame,
            int flags,
            int type,
            int termOffset,
            int sessionId,
            int streamId,
            int termId) {
        buffer.putInt(frame + VERSION, versionWord(flags, type));
        writeIdentity(buffer, frame, termOffset, sessionId, streamId, termId);
    }

    /** Writes where a frame stands and to which stream it belongs: bytes 8 to 23 of the header. */
    public static void writeIdentity(
            UnsafeBuffer buffer, int frame, int termOffset, int sessionId, int streamId, int termId) {
        // Two fields at a time, since this is done for every frame.
        buffer.putLong(frame + TERM_OFFSET, pair(termOffset, sessionId));
        buffer.putLong(frame + STREAM_ID, pair(streamId, termId));
    }

    /**
     * The first eight bytes of a header as one value, so that a single release store publishes them together.
     *
     * @param frameLength negative while the frame is being written
     */
    public static long firstWord(int frameLength, int flags, int type) {
        return pair(frameLength, versionWord(flags, type));
    }

    /** Prints one header. For diagnostics only. */
    public static String describe(DirectBuffer buffer, int frame) {
        return LAYOUT.describe(buffer, frame);
    }

    /** Two fields of four bytes, the one that lies before the other in the lower half. */
    private static long pair(int first, int second) {
        return (long) second << Integer.SIZE | first & 0xFFFF_FFFFL;
    }

    private static int versionWord(int flags, int type) {
        return type << Short.SIZE | flags << Byte.SIZE | CURRENT_VERSION;
    }
}
