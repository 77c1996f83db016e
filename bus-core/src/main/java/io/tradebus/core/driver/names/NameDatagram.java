package io.tradebus.core.driver.names;

import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.format.frame.ResolutionFrame;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A datagram of names that is written once and then sent to several drivers, a few at a time. */
final class NameDatagram {
    private static final int LONGEST_ENTRY = ResolutionFrame.HEADER_LENGTH
            + ResolutionFrame.entryLength(ResolutionFrame.TYPE_IPV6, ResolutionFrame.MAX_NAME_LENGTH);

    private final DatagramPort port;
    private final int maxLength;
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private int length = ResolutionFrame.HEADER_LENGTH;
    private List<InetSocketAddress> targets = List.of();
    private int nextTarget;

    /** @param maxLength longest datagram in bytes */
    NameDatagram(DatagramPort port, int maxLength) {
        this.port = port;
        this.maxLength = maxLength;
        // A name that is too long for a datagram as it should be travels alone in one that is longer.
        bytes = ByteBuffer.allocateDirect(Math.max(maxLength, LONGEST_ENTRY));
        buffer = new UnsafeBuffer(bytes);
    }

    /** Has nothing in it and goes to nobody. */
    void begin() {
        length = ResolutionFrame.HEADER_LENGTH;
        targets = List.of();
        nextTarget = 0;
    }

    /** Whether one more entry of that many bytes finds room. The first one always does. */
    boolean hasRoom(int entryLength) {
        return length == ResolutionFrame.HEADER_LENGTH || length + entryLength <= maxLength;
    }

    void appendSelf(String name, InetSocketAddress own) {
        int at = append(name, own);
        ResolutionFrame.writeSelf(buffer, at);
    }

    void append(String name, InetSocketAddress address, int ageMs) {
        int at = append(name, address);
        ResolutionFrame.writeAge(buffer, at, ageMs);
    }

    /** Goes to all of these from now on, if there is anything in it. */
    void address(List<InetSocketAddress> newTargets) {
        ResolutionFrame.writeHeader(buffer, 0, length);
        targets = length == ResolutionFrame.HEADER_LENGTH ? List.of() : newTargets;
    }

    /** Sends it to some of those that it goes to, and returns to how many. What is lost is told again soon. */
    int send(int limit) {
        int count = Math.min(limit, targets.size() - nextTarget);
        for (int i = 0; i < count; i++) {
            bytes.limit(length).position(0);
            port.send(bytes, length, targets.get(nextTarget++));
        }
        bytes.clear();
        return count;
    }

    boolean isSent() {
        return nextTarget == targets.size();
    }

    private int append(String name, InetSocketAddress address) {
        int at = length;
        length += ResolutionFrame.writeEntry(
                buffer, at, address.getPort(), address.getAddress().getAddress(), name);
        return at;
    }
}
