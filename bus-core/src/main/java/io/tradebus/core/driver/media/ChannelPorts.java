package io.tradebus.core.driver.media;

import io.tradebus.core.config.SocketConfig;
import io.tradebus.core.format.channel.ControlMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** What the port of a channel is opened with. See docs/wire-protocol.md#sockets. */
public final class ChannelPorts {
    private ChannelPorts() {}

    /** For the endpoint of publications. */
    public static PortSettings forSending(UdpChannel channel, SocketConfig config) {
        boolean hasOnePeer = channel.controlMode() == ControlMode.NONE;
        InetSocketAddress control = channel.control();
        PortSettings.Multicast multicast = null;
        InetSocketAddress bind = channel.local();
        UdpChannel.Group group = channel.group();
        if (hasOnePeer && group != null && control != null) {
            multicast = multicast(control.getAddress(), group, config);
            bind = wildcard(control);
        }
        return new PortSettings(
                channel.toString(),
                PortRole.SENDER,
                bind,
                hasOnePeer ? channel.remote() : null,
                multicast != null || config.connectUnicast(),
                multicast,
                sendBufferLength(channel, config),
                receiveBufferLength(channel, config));
    }

    /** For the endpoint of subscriptions. */
    public static PortSettings forReceiving(UdpChannel channel, SocketConfig config) {
        return receiving(channel, config, sendBufferLength(channel, config), receiveBufferLength(channel, config));
    }

    /** For a destination of the subscriptions of another channel, whose buffers it has. */
    public static PortSettings forDestination(UdpChannel destination, UdpChannel owner, SocketConfig config) {
        return receiving(destination, config, sendBufferLength(owner, config), receiveBufferLength(owner, config));
    }

    /** SO_SNDBUF in bytes that is asked for, 0 for the default of the operating system. */
    public static int sendBufferLength(UdpChannel channel, SocketConfig config) {
        int length = channel.params().socketSendBuffer();
        return length == 0 ? config.sendBufferLength() : length;
    }

    /** SO_RCVBUF in bytes that is asked for, 0 for the default of the operating system. */
    public static int receiveBufferLength(UdpChannel channel, SocketConfig config) {
        int length = channel.params().socketReceiveBuffer();
        return length == 0 ? config.receiveBufferLength() : length;
    }

    private static PortSettings receiving(
            UdpChannel channel, SocketConfig config, int sendBufferLength, int receiveBufferLength) {
        UdpChannel.Group group = channel.group();
        return new PortSettings(
                channel.toString(),
                PortRole.RECEIVER,
                group == null ? channel.remote() : wildcard(channel.remote()),
                null,
                false,
                group == null ? null : multicast(channel.remote().getAddress(), group, config),
                sendBufferLength,
                receiveBufferLength);
    }

    private static PortSettings.Multicast multicast(InetAddress joined, UdpChannel.Group group, SocketConfig config) {
        int ttl = group.ttl() == 0 ? config.multicastTtl() : group.ttl();
        return new PortSettings.Multicast(joined, group.networkInterface(), ttl);
    }

    private static InetSocketAddress wildcard(InetSocketAddress like) {
        return new InetSocketAddress(ChannelResolver.wildcardOf(like.getAddress()), like.getPort());
    }
}
