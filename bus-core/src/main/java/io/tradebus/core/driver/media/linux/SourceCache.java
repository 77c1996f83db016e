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

    /** Sources that share a place: one by one they take the place of the oldest. */
    static final int WAYS = 4;

    private final @Nullable Entry[] entries = new Entry[CAPACITY];

    private record Entry(long head, long hostHigh, long hostLow, int scope, InetSocketAddress address) {
        boolean is(long otherHead, long otherHostHigh, long otherHostLow, int otherScope) {
            return head == otherHead && hostHigh == otherHostHigh && hostLow == otherHostLow && scope == otherScope;
        }
    }

    /** The source that the kernel wrote at an offset. */
    InetSocketAddress get(UnsafeBuffer buffer, int offset) {
        long head = SocketAddress.head(buffer, offset);
        long hostHigh = SocketAddress.hostHigh(buffer, offset);
        long hostLow = SocketAddress.hostLow(buffer, offset);
        int scope = SocketAddress.scope(buffer, offset);
        int first = first(head ^ hostHigh ^ hostLow);
        for (int i = first; i < first + WAYS; i++) {
            Entry known = entries[i];
            if (known != null && known.is(head, hostHigh, hostLow, scope)) {
                return known.address();
            }
        }
        InetSocketAddress read = SocketAddress.read(buffer, offset);
        System.arraycopy(entries, first, entries, first + 1, WAYS - 1);
        entries[first] = new Entry(head, hostHigh, hostLow, scope, read);
        return read;
    }

    private static int first(long key) {
        long mixed = key * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> Long.SIZE - 8) & CAPACITY - WAYS;
    }
}
