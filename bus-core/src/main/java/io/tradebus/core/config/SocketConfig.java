package io.tradebus.core.config;

/**
 * UDP sockets.
 *
 * @param receiveBufferLength SO_RCVBUF in bytes; 0 for the default of the operating system
 * @param sendBufferLength SO_SNDBUF in bytes; 0 for the default of the operating system
 * @param multicastTtl hops of a multicast datagram, from 0 to 255; 0 for the default of the operating system
 * @param senderPorts ports to choose from when a sender binds port 0 with an explicit control address
 * @param receiverPorts ports to choose from when a receiver binds port 0
 * @param connectUnicast whether a socket that sends to one address only is connected to it
 * @param receiverVectorCapacity datagrams received in one go, from 1 to 16
 * @param senderVectorCapacity datagrams sent in one go, from 1 to 16
 * @param datagramIo how datagrams are sent and received
 */
public record SocketConfig(
        int receiveBufferLength,
        int sendBufferLength,
        int multicastTtl,
        PortRange senderPorts,
        PortRange receiverPorts,
        boolean connectUnicast,
        int receiverVectorCapacity,
        int senderVectorCapacity,
        DatagramIo datagramIo) {
    /** What holds when nothing is set. */
    public static final SocketConfig DEFAULT =
            new SocketConfig(128 << 10, 0, 0, PortRange.ANY, PortRange.ANY, true, 4, 4, DatagramIo.AUTO);

    public SocketConfig {
        Require.atLeast("receiveBufferLength", receiveBufferLength, 0);
        Require.atLeast("sendBufferLength", sendBufferLength, 0);
        Require.inRange("multicastTtl", multicastTtl, 0, 255);
        Require.inRange("receiverVectorCapacity", receiverVectorCapacity, 1, 16);
        Require.inRange("senderVectorCapacity", senderVectorCapacity, 1, 16);
    }

    public SocketConfig withReceiveBufferLength(int receiveBufferLength) {
        return new SocketConfig(
                receiveBufferLength,
                sendBufferLength,
                multicastTtl,
                senderPorts,
                receiverPorts,
                connectUnicast,
                receiverVectorCapacity,
                senderVectorCapacity,
                datagramIo);
    }

    public SocketConfig withSendBufferLength(int sendBufferLength) {
        return new SocketConfig(
                receiveBufferLength,
                sendBufferLength,
                multicastTtl,
                senderPorts,
                receiverPorts,
                connectUnicast,
                receiverVectorCapacity,
                senderVectorCapacity,
                datagramIo);
    }

    public SocketConfig withMulticastTtl(int multicastTtl) {
        return new SocketConfig(
                receiveBufferLength,
                sendBufferLength,
                multicastTtl,
                senderPorts,
                receiverPorts,
                connectUnicast,
                receiverVectorCapacity,
                senderVectorCapacity,
                datagramIo);
    }

    public SocketConfig withSenderPorts(PortRange senderPorts) {
        return new SocketConfig(
                receiveBufferLength,
                sendBufferLength,
                multicastTtl,
                senderPorts,
                receiverPorts,
                connectUnicast,
                receiverVectorCapacity,
                senderVectorCapacity,
                datagramIo);
    }

    public SocketConfig withReceiverPorts(PortRange receiverPorts) {
        return new SocketConfig(
                receiveBufferLength,
                sendBufferLength,
                multicastTtl,
                senderPorts,
                receiverPorts,
                connectUnicast,
                receiverVectorCapacity,
                senderVectorCapacity,
                datagramIo);
    }

    public SocketConfig withConnectUnicast(boolean connectUnicast) {
        return new SocketConfig(
                receiveBufferLength,
                sendBufferLength,
                multicastTtl,
                senderPorts,
                receiverPorts,
                connectUnicast,
                receiverVectorCapacity,
                senderVectorCapacity,
                datagramIo);
    }

    public SocketConfig withReceiverVectorCapacity(int receiverVectorCapacity) {
        return new SocketConfig(
                receiveBufferLength,
                sendBufferLength,
                multicastTtl,
                senderPorts,
                receiverPorts,
                connectUnicast,
                receiverVectorCapacity,
                senderVectorCapacity,
                datagramIo);
    }

    public SocketConfig withSenderVectorCapacity(int senderVectorCapacity) {
        return new SocketConfig(
                receiveBufferLength,
                sendBufferLength,
                multicastTtl,
                senderPorts,
                receiverPorts,
                connectUnicast,
                receiverVectorCapacity,
                senderVectorCapacity,
                datagramIo);
    }

    public SocketConfig withDatagramIo(DatagramIo datagramIo) {
        return new SocketConfig(
                receiveBufferLength,
                sendBufferLength,
                multicastTtl,
                senderPorts,
                receiverPorts,
                connectUnicast,
                receiverVectorCapacity,
                senderVectorCapacity,
                datagramIo);
    }
}
