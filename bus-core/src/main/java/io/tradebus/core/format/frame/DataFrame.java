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
    private static final Layout LAYOUT = FrameHeader.LAYOUT.followedBy("DATA");

    /** Length of the whole frame in bytes, header included; the sign says how far it is. */
    public static final int FRAME_LENGTH = FrameHeader.FRAME_LENGTH;

    private static final int TERM_OFFSET = LAYOUT.int32("offset");
    private static final int SESSION_ID = LAYOUT.int32("session");
    private static final int STREAM_ID = LAYOUT.int32("stream");
    private static final int TERM_ID = LAYOUT.int32("term");

    /** Term offset and session id, which are stored as one value. */
    public static final int PLACE_WORD = TERM_OFFSET;

    /** Stream id and term id, which are stored as one value. */
    public static final int STREAM_WORD = STREAM_ID;

    /** Eight bytes at the disposal of the publisher. */
    public static final int RESERVED_VALUE = LAYOUT.int64("reserved");

    /** Length of the header in bytes; the payload follows it. */
    public static final int HEADER_LENGTH = LAYOUT.length();

    /** Frames begin at multiples of this many bytes. */
    public static final int FRAME_ALIGNMENT = 32;

    /** The only version there is. */
    public static final int CURRENT_VERSION = FrameHeader.CURRENT_VERSION;

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
    public static final int TYPE_PADDING = FrameType.PADDING;

    /** A frame with payload. */
    public static final int TYPE_DATA = FrameType.DATA;

    private DataFrame() {}

    /**
     * Whether a datagram is a heartbeat: a header alone that says nothing follows it, at the position of the sender. See
     * {@code docs/wire-protocol.md#heartbeats-end-of-stream-revocation}.
     *
     * @param length of the datagram in bytes, at least {@link #HEADER_LENGTH}
     */
    public static boolean isHeartbeat(DirectBuffer buffer, int frame, int length) {
        return length == HEADER_LENGTH && frameLength(buffer, frame) == 0 && type(buffer, frame) == TYPE_DATA;
    }

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
        return FrameHeader.version(buffer, frame);
    }

    public static int flags(DirectBuffer buffer, int frame) {
        return FrameHeader.flags(buffer, frame);
    }

    public static void flags(MutableDirectBuffer buffer, int frame, int flags) {
        FrameHeader.flags(buffer, frame, flags);
    }

    public static int type(DirectBuffer buffer, int frame) {
        return FrameHeader.type(buffer, frame);
    }

    public static void type(MutableDirectBuffer buffer, int frame, int type) {
        buffer.putShort(frame + FrameHeader.TYPE, (short) type);
    }

    public static boolean isPadding(DirectBuffer buffer, int frame) {
        return FrameHeader.type(buffer, frame) == TYPE_PADDING;
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
        buffer.putInt(frame + FrameHeader.VERSION, FrameHeader.versionWord(flags, type));
        writeIdentity(buffer, frame, termOffset, sessionId, streamId, termId);
    }

    /**
     * Writes a heartbeat, which is {@link #HEADER_LENGTH} bytes long.
     *
     * @param flags {@link #FLAGS_UNFRAGMENTED}, with {@link #FLAG_END_OF_STREAM} and {@link #FLAG_REVOKED} as needed
     */
    public static void writeHeartbeat(
            UnsafeBuffer buffer, int frame, int flags, int termOffset, int sessionId, int streamId, int termId) {
        frameLength(buffer, frame, 0);
        writeFields(buffer, frame, flags, TYPE_DATA, termOffset, sessionId, streamId, termId);
        reservedValue(buffer, frame, 0);
    }

    /** Whether two frames are of the same stream, session and term. */
    static boolean isSameTerm(DirectBuffer buffer, int frame, int other) {
        return buffer.getInt(frame + SESSION_ID) == buffer.getInt(other + SESSION_ID)
                && buffer.getLong(frame + STREAM_ID) == buffer.getLong(other + STREAM_ID);
    }

    /** Writes where a frame stands and to which stream it belongs: bytes 8 to 23 of the header. */
    public static void writeIdentity(
            UnsafeBuffer buffer, int frame, int termOffset, int sessionId, int streamId, int termId) {
        // Two fields at a time, since this is done for every frame.
        buffer.putLong(frame + PLACE_WORD, placeWord(termOffset, sessionId));
        buffer.putLong(frame + STREAM_WORD, streamWord(streamId, termId));
    }

    /** Where a frame stands in the term of its session: what lies at {@link #PLACE_WORD}. */
    public static long placeWord(int termOffset, int sessionId) {
        return FrameHeader.pair(termOffset, sessionId);
    }

    /** To which stream and term a frame belongs: what lies at {@link #STREAM_WORD}. */
    public static long streamWord(int streamId, int termId) {
        return FrameHeader.pair(streamId, termId);
    }

    /**
     * The first eight bytes of a header as one value, so that a single release store publishes them together.
     *
     * @param frameLength negative while the frame is being written
     */
    public static long firstWord(int frameLength, int flags, int type) {
        return FrameHeader.firstWord(frameLength, flags, type);
    }

    /** Prints one header. For diagnostics only. */
    public static String describe(DirectBuffer buffer, int frame) {
        return LAYOUT.describe(buffer, frame);
    }
}
