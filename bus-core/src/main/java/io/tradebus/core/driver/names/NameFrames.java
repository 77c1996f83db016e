package io.tradebus.core.driver.names;

import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.format.frame.ResolutionFrame;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells several drivers names, in as many datagrams as they need. Others decide how many names and drivers there are, so
 * that there is no more than a number of datagrams with each call; the rest goes with the next ones.
 */
final class NameFrames {
    /** Datagrams of one call at most. */
    static final int MAX_DATAGRAMS = 64;

    private final NameDatagram self;
    private final NameDatagram others;
    private Iterator<NameCache.Entry> untold = Collections.emptyIterator();
    private NameCache.@Nullable Entry next;
    private List<InetSocketAddress> targets = List.of();

    /** @param maxLength longest datagram in bytes */
    NameFrames(DatagramPort port, int maxLength) {
        self = new NameDatagram(port, maxLength);
        others = new NameDatagram(port, maxLength);
    }

    /** Begins to tell who and where this driver is. */
    void tellSelf(String name, InetSocketAddress own, Collection<InetSocketAddress> to) {
        self.begin();
        self.appendSelf(name, own);
        self.address(List.copyOf(to));
    }

    /** Begins to tell one more driver who and where this one is, unless all are being told. */
    void tellSelf(String name, InetSocketAddress own, InetSocketAddress to) {
        if (self.isSent()) {
            tellSelf(name, own, List.of(to));
        }
    }

    /** Begins to tell all names; does nothing while those are being told that it was last called with. */
    void tellAll(Collection<NameCache.Entry> entries, Collection<InetSocketAddress> to) {
        if (isAllTold() && others.isSent()) {
            untold = List.copyOf(entries).iterator();
            targets = List.copyOf(to);
            advance();
        }
    }

    /** Sends some of what is to be told, and returns how many datagrams. */
    int send(long nowNs) {
        int count = self.send(MAX_DATAGRAMS);
        while (count < MAX_DATAGRAMS && !(isAllTold() && others.isSent())) {
            if (others.isSent()) {
                compose(nowNs);
            }
            count += others.send(MAX_DATAGRAMS - count);
        }
        return count;
    }

    static int typeOf(InetAddress address) {
        return address.getAddress().length == ResolutionFrame.IPV4_LENGTH
                ? ResolutionFrame.TYPE_IPV4
                : ResolutionFrame.TYPE_IPV6;
    }

    /** Takes as many of the names that are left as one datagram holds, with their ages as they are now. */
    private void compose(long nowNs) {
        others.begin();
        for (NameCache.Entry entry = next; entry != null && others.hasRoom(lengthOf(entry)); entry = next) {
            others.append(
                    entry.name(), new InetSocketAddress(entry.address(), entry.port()), ageMs(nowNs - entry.heardNs()));
            advance();
        }
        others.address(targets);
    }

    private boolean isAllTold() {
        return next == null;
    }

    private void advance() {
        next = untold.hasNext() ? untold.next() : null;
    }

    private static int lengthOf(NameCache.Entry entry) {
        return ResolutionFrame.entryLength(typeOf(entry.address()), entry.name().length());
    }

    private static int ageMs(long ageNs) {
        return (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(ageNs));
    }
}
