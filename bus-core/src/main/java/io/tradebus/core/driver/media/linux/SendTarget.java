package io.tradebus.core.driver.media.linux;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An address that datagrams go to, and what was refused on the way there. Of the thread that owns the port.
 *
 * <p>A device may take long datagrams one by one and refuse to cut a message into such, so what is kept is the length from
 * which on it refused. After a while that is forgotten: the way may be another one by then.
 */
final class SendTarget {
    /** How long what was refused is not tried again, in nanoseconds. */
    static final long RETRY_NS = TimeUnit.SECONDS.toNanos(60);

    /** Keeps the memory reachable. */
    private final @Nullable UnsafeBuffer memory;

    private final long address;
    private final int addressLength;
    private @Nullable SendPath lowered;
    private int refusedLength;
    private long retryNs;

    private SendTarget(@Nullable UnsafeBuffer memory, long address, int addressLength) {
        this.memory = memory;
        this.address = address;
        this.addressLength = addressLength;
    }

    /** Whom the socket is connected to. */
    static SendTarget ofConnection() {
        return new SendTarget(null, 0, 0);
    }

    /** An address that was written. */
    static SendTarget at(UnsafeBuffer memory, int offset, int addressLength) {
        return new SendTarget(memory, NativeMemory.address(memory, offset), addressLength);
    }

    /** Where it lies for the kernel, 0 for whom the socket is connected to. */
    long address() {
        assert memory == null || address != 0;
        return address;
    }

    int addressLength() {
        return addressLength;
    }

    /** By what long datagrams go, or null if nothing was refused. */
    @Nullable SendPath lowered() {
        return lowered;
    }

    /** By what datagrams of a length go, or null if that is the best path. */
    @Nullable SendPath lowered(int segmentLength) {
        return segmentLength >= refusedLength ? lowered : null;
    }

    /** The shortest datagrams that were refused, in bytes; says nothing if none were. */
    int refusedLength() {
        return refusedLength;
    }

    /** Whether it is time to try what was refused. */
    boolean isRetryDue(long nowNs) {
        return nowNs - retryNs >= 0;
    }

    /** Datagrams of a length, and longer ones, go by that path for a while. */
    void lower(SendPath path, int segmentLength, long nowNs) {
        refusedLength = lowered == null ? segmentLength : Math.min(refusedLength, segmentLength);
        lowered = path;
        retryNs = nowNs + RETRY_NS;
    }

    /** What was refused was not, this time. */
    void restore() {
        lowered = null;
    }
}
