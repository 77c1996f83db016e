package io.tradebus.core.driver.media.linux;

import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Memory that the kernel reads and writes. It is free again when nobody holds the buffer any more. */
final class NativeMemory {
    private NativeMemory() {}

    /** Zeroed memory that begins with a cache line. */
    static UnsafeBuffer allocate(int length) {
        return new UnsafeBuffer(BufferUtil.allocateDirectAligned(length, BitUtil.CACHE_LINE_LENGTH));
    }

    /** Where an offset of a buffer is for the kernel. */
    static long address(UnsafeBuffer buffer, int offset) {
        return buffer.addressOffset() + offset;
    }
}
