package io.tradebus.core.format.frame;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames as hexadecimal text, with spaces between fields. */
final class HexFrames {
    /** Where frames begin in the buffers of tests: aligned to nothing. */
    static final int FRAME = 3;

    private HexFrames() {}

    /** A buffer outside of the heap that holds exactly these bytes, so that its bounds checks find every read outside. */
    static UnsafeBuffer frame(String hex) {
        byte[] bytes = HexFormat.of().parseHex(packed(hex));
        UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(FRAME + bytes.length));
        buffer.putBytes(FRAME, bytes);
        return buffer;
    }

    /** A buffer outside of the heap full of bytes that no frame should leave in place. */
    static UnsafeBuffer used(int length) {
        UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(FRAME + length));
        buffer.setMemory(0, buffer.capacity(), (byte) 0x5A);
        return buffer;
    }

    static String hex(DirectBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity() - FRAME];
        buffer.getBytes(FRAME, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static String packed(String hex) {
        return hex.replaceAll("\\s", "");
    }
}
