package io.tradebus.core.driver.media.linux;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.agrona.collections.Object2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Where datagrams go, as memory that the kernel reads, written once for each target. */
final class TargetCache {
    /** More are forgotten all at once: somebody sends to ever new ones. */
    static final int CAPACITY = 1024;

    private static final int SLOT_LENGTH = 32;
    private static final int SLAB_TARGETS = 64;

    private final Object2ObjectHashMap<InetSocketAddress, Entry> entries = new Object2ObjectHashMap<>();
    private final int family;
    private final Consumer<SendTarget> forgotten;
    private @Nullable UnsafeBuffer slab;
    private int usedSlots;
    private @Nullable Entry last;

    /** Addresses that differ in their scope alone are equal for Java. */
    private record Entry(InetSocketAddress address, int scope, SendTarget target) {
        boolean is(InetSocketAddress other) {
            return address.equals(other) && scope == scopeOf(other);
        }
    }

    /**
     * Targets of one socket.
     *
     * @param family of the socket that sends
     * @param forgotten told of each target that is not known any more
     */
    TargetCache(int family, Consumer<SendTarget> forgotten) {
        this.family = family;
        this.forgotten = forgotten;
    }

    /** The address of a target that is resolved and reachable. */
    SendTarget get(InetSocketAddress address) {
        Entry entry = last;
        if (entry == null || !entry.is(address)) {
            entry = find(address);
            last = entry;
        }
        return entry.target();
    }

    /** As {@link #get}, or null if it was never asked for. */
    @Nullable SendTarget peek(InetSocketAddress address) {
        Entry entry = last;
        if (entry != null && entry.is(address)) {
            return entry.target();
        }
        Entry known = entries.get(address);
        return known == null ? null : known.target();
    }

    /** Forgets all targets. */
    void clear() {
        entries.values().forEach(entry -> forgotten.accept(entry.target()));
        entries.clear();
        last = null;
    }

    private Entry find(InetSocketAddress address) {
        Entry known = entries.get(address);
        if (known != null && known.is(address)) {
            return known;
        }
        if (known != null) {
            entries.remove(address);
            forgotten.accept(known.target());
        } else if (entries.size() == CAPACITY) {
            clear();
        }
        Entry written = new Entry(address, scopeOf(address), write(address));
        entries.put(address, written);
        return written;
    }

    private SendTarget write(InetSocketAddress address) {
        UnsafeBuffer memory = slab;
        if (memory == null || usedSlots == SLAB_TARGETS) {
            memory = NativeMemory.allocate(SLAB_TARGETS * SLOT_LENGTH);
            slab = memory;
            usedSlots = 0;
        }
        int offset = usedSlots++ * SLOT_LENGTH;
        SocketAddress.write(memory, offset, address, family);
        return SendTarget.at(memory, offset, SocketAddress.length(family));
    }

    private static int scopeOf(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address ipv6 ? ipv6.getScopeId() : 0;
    }
}
