package io.tradebus.core.driver.media.linux;

import java.net.InetSocketAddress;
import org.agrona.collections.Object2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Where datagrams go, as memory that the kernel reads, written once for each target. */
final class TargetCache {
    /** More are forgotten all at once: somebody sends to ever new ones. */
    static final int CAPACITY = 1024;

    private final Object2ObjectHashMap<InetSocketAddress, UnsafeBuffer> targets = new Object2ObjectHashMap<>();
    private final int family;
    private @Nullable InetSocketAddress last;
    private @Nullable UnsafeBuffer lastMemory;

    /** @param family of the socket that sends */
    TargetCache(int family) {
        this.family = family;
    }

    /** The address of a target that is resolved and reachable. */
    UnsafeBuffer get(InetSocketAddress target) {
        UnsafeBuffer memory = lastMemory;
        if (memory == null || !target.equals(last)) {
            memory = find(target);
            last = target;
            lastMemory = memory;
        }
        return memory;
    }

    private UnsafeBuffer find(InetSocketAddress target) {
        UnsafeBuffer known = targets.get(target);
        if (known != null) {
            return known;
        }
        if (targets.size() == CAPACITY) {
            targets.clear();
        }
        UnsafeBuffer written = NativeMemory.allocate(SocketAddress.MAX_LENGTH);
        SocketAddress.write(written, 0, target, family);
        targets.put(target, written);
        return written;
    }
}
