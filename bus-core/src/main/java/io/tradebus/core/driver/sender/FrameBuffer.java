package io.tradebus.core.driver.sender;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A frame that does not lie in a log, and is written and sent again and again. */
final class FrameBuffer {
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;

    FrameBuffer(int length) {
        bytes = ByteBuffer.allocateDirect(length);
        buffer = new UnsafeBuffer(bytes);
    }

    /** The frame as formats write it. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    /** The frame as ports take it, from its first byte to its last. */
    ByteBuffer bytes() {
        return bytes.clear();
    }

    int length() {
        return buffer.capacity();
    }
}
