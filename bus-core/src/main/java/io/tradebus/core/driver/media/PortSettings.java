package io.tradebus.core.driver.media;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a port is opened with. See docs/wire-protocol.md#sockets.
 *
 * @param channel the channel as text, for messages
 * @param role which side of streams it serves
 * @param bindAddress local address; port 0 lets the system choose
 * @param peer where datagrams go that have no other target, or null
 * @param isConnected whether only the peer is heard; without effect when there is no peer
 * @param multicast what a port of a group needs, or null. With a peer, which is then the group that data is sent to, the
 *     port has two sockets: one to send, one bound to {@code bindAddress} to receive
 * @param sendBufferLength SO_SNDBUF in bytes; 0 for the default of the operating system
 * @param receiveBufferLength SO_RCVBUF in bytes; 0 for the default of the operating system
 */
public record PortSettings(
        String channel,
        PortRole role,
        InetSocketAddress bindAddress,
        @Nullable InetSocketAddress peer,
        boolean isConnected,
        @Nullable Multicast multicast,
        int sendBufferLength,
        int receiveBufferLength) {
    /**
     * What a port of a group needs.
     *
     * @param joinedGroup the group whose datagrams are received
     * @param networkInterface where they are sent and received
     * @param ttl hops that a datagram may take, 0 for the default of the operating system
     */
    public record Multicast(InetAddress joinedGroup, InterfaceInfo networkInterface, int ttl) {}

    /** The same with a local port that is chosen. */
    public PortSettings withBindPort(int port) {
        return new PortSettings(
                channel,
                role,
                new InetSocketAddress(bindAddress.getAddress(), port),
                peer,
                isConnected,
                multicast,
                sendBufferLength,
                receiveBufferLength);
    }
}
