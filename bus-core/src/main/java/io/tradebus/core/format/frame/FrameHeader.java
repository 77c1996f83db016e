package io.tradebus.core.format.frame;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The eight bytes with which every frame begins. Specified in {@code docs/wire-protocol.md#general-rules}.
 *
 * <p>All fields are little-endian, as are the platforms this runs on. A frame may lie at any offset of a buffer: only
 * frames in logs are aligned.
 */
public final class FrameHeader {
    static final Layout LAYOUT = Layout.of("FRAME");
    static final int FRAME_LENGTH = LAYOUT.int32("length");
    static final int VERSION = LAYOUT.int8("version");
    static final int FLAGS = LAYOUT.flags8("flags");
    static final int TYPE = LAYOUT.int16("type");

    /** Length of the header in bytes. */
    public static final int LENGTH = LAYOUT.length();

    /** The only version there is. */
    public static final int CURRENT_VERSION = 0;

    private FrameHeader() {}

    /** Bytes of the whole frame, as its sender says; 0 in a heartbeat. */
    public static int frameLength(DirectBuffer buffer, int frame) {
        return buffer.getInt(frame + FRAME_LENGTH);
    }

    static void frameLength(MutableDirectBuffer buffer, int frame, int length) {
        buffer.putInt(frame + FRAME_LENGTH, length);
    }

    public static int version(DirectBuffer buffer, int frame) {
        return buffer.getByte(frame + VERSION) & 0xFF;
    }

    public static int flags(DirectBuffer buffer, int frame) {
        return buffer.getByte(frame + FLAGS) & 0xFF;
    }

    static void flags(MutableDirectBuffer buffer, int frame, int flags) {
        buffer.putByte(frame + FLAGS, (byte) flags);
    }

    /** One of the constants of {@link FrameType}, or a number that is not among them. */
    public static int type(DirectBuffer buffer, int frame) {
        return buffer.getShort(frame + TYPE) & 0xFFFF;
    }

    static void write(MutableDirectBuffer buffer, int frame, int frameLength, int flags, int type) {
        buffer.putLong(frame + FRAME_LENGTH, firstWord(frameLength, flags, type));
    }

    /** The whole header as one value. */
    static long firstWord(int frameLength, int flags, int type) {
        return pair(frameLength, versionWord(flags, type));
    }

    /** Everything behind the frame length as one value. */
    static int versionWord(int flags, int type) {
        return type << Short.SIZE | flags << Byte.SIZE | CURRENT_VERSION;
    }

    /** Two fields of four bytes, the one that lies before the other in the lower half. */
    static long pair(int first, int second) {
        return (long) second << Integer.SIZE | first & 0xFFFF_FFFFL;
    }

    /** What is special to a frame, with its flags if it has any. */
    static String describe(Layout layout, DirectBuffer buffer, int frame) {
        String fields = layout.describeFrom(buffer, frame, LENGTH);
        int flags = flags(buffer, frame);
        return flags == 0 ? fields : fields + " flags=0x" + Integer.toHexString(flags);
    }
}
