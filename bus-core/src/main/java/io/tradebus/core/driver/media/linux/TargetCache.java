package io.tradebus.core.driver.media.linux;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.collections.Object2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where datagrams go, as memory that the kernel reads, written once for each target. Once there are many, a new one takes the
 * place of one that was not sent to for a while.
 */
final class TargetCache {
    /** More than one port ever sends to in turns: it has at most 4096 destinations that come by themselves. */
    static final int CAPACITY = 8192;

    private static final int SLOT_LENGTH = 32;
    private static final int SLAB_TARGETS = 64;

    private final Object2ObjectHashMap<InetSocketAddress, Entry> entries = new Object2ObjectHashMap<>();
    /** The same entries by the place of their memory. */
    private final List<Entry> places = new ArrayList<>();

    private final List<UnsafeBuffer> slabs = new ArrayList<>();
    private final int family;
    private final Consumer<SendTarget> forgotten;
    /** The place that is looked at next when one is to be taken. */
    private int hand;

    private @Nullable Entry last;

    /** Addresses that differ in their scope alone are equal for Java. */
    private static final class Entry {
        private final InetSocketAddress address;
        private final int scope;
        private final SendTarget target;
        private boolean isUsed;

        Entry(InetSocketAddress address, SendTarget target) {
            this.address = address;
            this.target = target;
            scope = scopeOf(address);
        }

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
        return entry.target;
    }

    /** As {@link #get}, or null if it was never asked for. */
    @Nullable SendTarget peek(InetSocketAddress address) {
        Entry entry = last;
        if (entry != null && entry.is(address)) {
            return entry.target;
        }
        Entry known = entries.get(address);
        return known == null ? null : known.target;
    }

    /** Forgets all targets. */
    void clear() {
        places.forEach(entry -> forgotten.accept(entry.target));
        entries.clear();
        places.clear();
        hand = 0;
        last = null;
    }

    private Entry find(InetSocketAddress address) {
        Entry known = entries.get(address);
        Entry found = known != null && known.is(address) ? known : write(address, known);
        found.isUsed = true;
        return found;
    }

    /** @param equal the one to replace, which Java takes for the same, or null */
    private Entry write(InetSocketAddress address, @Nullable Entry equal) {
        int place = equal == null ? freePlace() : places.indexOf(equal);
        if (place == places.size()) {
            places.add(newEntry(place, address));
        } else {
            Entry gone = places.get(place);
            entries.remove(gone.address);
            forgotten.accept(gone.target);
            places.set(place, newEntry(place, address));
        }
        Entry written = places.get(place);
        entries.put(address, written);
        return written;
    }

    /** The next one in turn that was not found since its last turn, once there are many. */
    private int freePlace() {
        if (places.size() < CAPACITY) {
            return places.size();
        }
        while (places.get(hand).isUsed) {
            places.get(hand).isUsed = false;
            hand = (hand + 1) % CAPACITY;
        }
        int place = hand;
        hand = (hand + 1) % CAPACITY;
        return place;
    }

    private Entry newEntry(int place, InetSocketAddress address) {
        int slab = place / SLAB_TARGETS;
        if (slab == slabs.size()) {
            slabs.add(NativeMemory.allocate(SLAB_TARGETS * SLOT_LENGTH));
        }
        UnsafeBuffer memory = slabs.get(slab);
        int offset = place % SLAB_TARGETS * SLOT_LENGTH;
        SocketAddress.write(memory, offset, address, family);
        return new Entry(address, SendTarget.at(memory, offset, SocketAddress.length(family)));
    }

    private static int scopeOf(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address ipv6 ? ipv6.getScopeId() : 0;
    }
}
