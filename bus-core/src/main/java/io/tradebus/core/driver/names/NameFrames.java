package io.tradebus.core.driver.names;

import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.format.frame.ResolutionFrame;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes datagrams of names and sends each of them to several drivers. */
final class NameFrames {
    private static final int LONGEST_ENTRY = ResolutionFrame.HEADER_LENGTH
            + ResolutionFrame.entryLength(ResolutionFrame.TYPE_IPV6, ResolutionFrame.MAX_NAME_LENGTH);

    private final DatagramPort port;
    private final int maxLength;
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private int length = ResolutionFrame.HEADER_LENGTH;

    /** @param maxLength longest datagram in bytes */
    NameFrames(DatagramPort port, int maxLength) {
        this.port = port;
        this.maxLength = maxLength;
        // A name that is too long for a datagram as it should be travels alone in one that is longer.
        bytes = ByteBuffer.allocateDirect(Math.max(maxLength, LONGEST_ENTRY));
        buffer = new UnsafeBuffer(bytes);
    }

    /** Sends who and where this driver is. */
    void sendSelf(String name, InetSocketAddress own, Collection<InetSocketAddress> targets) {
        begin();
        append(name, own.getAddress(), own.getPort());
        ResolutionFrame.writeSelf(buffer, ResolutionFrame.HEADER_LENGTH);
        send(targets);
    }

    /** Sends all names, in as many datagrams as they need. */
    void sendAll(Collection<NameCache.Entry> entries, long nowNs, Collection<InetSocketAddress> targets) {
        begin();
        for (NameCache.Entry entry : entries) {
            int type = typeOf(entry.address());
            if (length + ResolutionFrame.entryLength(type, entry.name().length()) > maxLength) {
                send(targets);
                begin();
            }
            int at = length;
            append(entry.name(), entry.address(), entry.port());
            ResolutionFrame.writeAge(buffer, at, ageMs(nowNs - entry.heardNs()));
        }
        send(targets);
    }

    static int typeOf(InetAddress address) {
        return address.getAddress().length == ResolutionFrame.IPV4_LENGTH
                ? ResolutionFrame.TYPE_IPV4
                : ResolutionFrame.TYPE_IPV6;
    }

    private void begin() {
        length = ResolutionFrame.HEADER_LENGTH;
    }

    private void append(String name, InetAddress address, int entryPort) {
        length += ResolutionFrame.writeEntry(buffer, length, entryPort, address.getAddress(), name);
    }

    private void send(Collection<InetSocketAddress> targets) {
        if (length == ResolutionFrame.HEADER_LENGTH) {
            return;
        }
        ResolutionFrame.writeHeader(buffer, 0, length);
        for (InetSocketAddress target : targets) {
            // What is lost is told again soon.
            bytes.limit(length).position(0);
            port.send(bytes, length, target);
        }
        bytes.clear();
    }

    private static int ageMs(long ageNs) {
        return (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(ageNs));
    }
}
