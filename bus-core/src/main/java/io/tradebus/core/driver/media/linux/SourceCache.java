package io.tradebus.core.driver.media.linux;

import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where datagrams came from, as objects that are made once. It has room for so many and no more: sources that anybody can
 * invent replace each other.
 */
final class SourceCache {
    static final int CAPACITY = 256;

    private final Entry[] entries = new Entry[CAPACITY];

    private static final class Entry {
        private long head;
        private long hostHigh;
        private long hostLow;
        private int scope;
        private @Nullable InetSocketAddress address;
    }

    SourceCache() {
        for (int i = 0; i < CAPACITY; i++) {
            entries[i] = new Entry();
        }
    }

    /** The source that the kernel wrote at an offset. */
    InetSocketAddress get(UnsafeBuffer buffer, int offset) {
        long head = SocketAddress.head(buffer, offset);
        long hostHigh = SocketAddress.hostHigh(buffer, offset);
        long hostLow = SocketAddress.hostLow(buffer, offset);
        int scope = SocketAddress.scope(buffer, offset);
        Entry entry = entries[index(head ^ hostHigh ^ hostLow)];
        InetSocketAddress known = entry.address;
        if (known != null
                && entry.head == head
                && entry.hostHigh == hostHigh
                && entry.hostLow == hostLow
                && entry.scope == scope) {
            return known;
        }
        InetSocketAddress read = SocketAddress.read(buffer, offset);
        entry.head = head;
        entry.hostHigh = hostHigh;
        entry.hostLow = hostLow;
        entry.scope = scope;
        entry.address = read;
        return read;
    }

    private static int index(long key) {
        long mixed = key * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> Long.SIZE - 8) & CAPACITY - 1;
    }
}
