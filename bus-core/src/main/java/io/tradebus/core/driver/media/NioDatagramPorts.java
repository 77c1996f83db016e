package io.tradebus.core.driver.media;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import org.agrona.CloseHelper;
import org.jspecify.annotations.Nullable;

/** Opens ports on sockets of the system, none of which ever blocks. */
public final class NioDatagramPorts implements DatagramPorts {
    private final PortListener listener;

    /**
     * Makes ports of the system.
     *
     * @param listener hears of failures of every port, on the thread that owns the port
     */
    public NioDatagramPorts(PortListener listener) {
        this.listener = listener;
    }

    @Override
    public DatagramPort open(PortSettings settings) {
        PortSettings.Multicast multicast = settings.multicast();
        InetSocketAddress peer = settings.peer();
        DatagramChannel receiving = null;
        DatagramChannel sending = null;
        try {
            receiving = newChannel(settings, multicast == null ? null : multicast.joinedGroup());
            if (multicast == null) {
                bind(receiving, settings);
                sending = receiving;
            } else {
                join(receiving, settings, multicast);
                sending = peer == null ? receiving : newChannel(settings, peer.getAddress());
                sendThrough(sending, multicast);
            }
            if (peer != null && settings.isConnected()) {
                sending.connect(peer);
            }
            return new NioDatagramPort(sending, receiving, peer, new ReportedFailures(listener));
        } catch (IOException | RuntimeException e) {
            CloseHelper.quietCloseAll(sending, receiving);
            throw failure(settings, e);
        }
    }

    @Override
    public PortPoller newPoller() {
        return new NioPortPoller(null);
    }

    @Override
    public PortWait newWait() {
        return new NioPortWait();
    }

    @Override
    public PortPoller newPoller(PortWait wait) {
        return new NioPortPoller(wait instanceof NioPortWait own ? own : null);
    }

    @Override
    public SocketBufferLimits probe() {
        SocketBufferLimits settings = LinuxSocketSettings.read();
        return settings == null ? probeSocket() : settings;
    }

    /** Opens a socket to find out, which each system can do. */
    static SocketBufferLimits probeSocket() {
        try (DatagramChannel channel = DatagramChannel.open()) {
            int defaultSendLength = channel.getOption(StandardSocketOptions.SO_SNDBUF);
            int defaultReceiveLength = channel.getOption(StandardSocketOptions.SO_RCVBUF);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, Integer.MAX_VALUE);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, Integer.MAX_VALUE);
            return new SocketBufferLimits(
                    defaultSendLength,
                    channel.getOption(StandardSocketOptions.SO_SNDBUF),
                    defaultReceiveLength,
                    channel.getOption(StandardSocketOptions.SO_RCVBUF));
        } catch (IOException e) {
            throw new PortException("could not find out how large buffers of sockets may be: " + words(e), e);
        }
    }

    /** The family follows where datagrams go or which group they come from; a bound address alone says it otherwise. */
    private static DatagramChannel newChannel(PortSettings settings, @Nullable InetAddress group) throws IOException {
        InetSocketAddress peer = settings.peer();
        InetAddress deciding = group != null ? group : (peer == null ? settings.bindAddress() : peer).getAddress();
        ProtocolFamily family =
                deciding instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            channel.configureBlocking(false);
            if (settings.sendBufferLength() != 0) {
                channel.setOption(StandardSocketOptions.SO_SNDBUF, settings.sendBufferLength());
            }
            if (settings.receiveBufferLength() != 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, settings.receiveBufferLength());
            }
        } catch (IOException | RuntimeException e) {
            CloseHelper.quietClose(channel);
            throw e;
        }
        return channel;
    }

    private static void bind(DatagramChannel channel, PortSettings settings) throws IOException {
        channel.bind(settings.bindAddress());
    }

    private static void join(DatagramChannel channel, PortSettings settings, PortSettings.Multicast multicast)
            throws IOException {
        // Several receivers of one machine may be in the group.
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        bind(channel, settings);
        channel.join(multicast.joinedGroup(), systemInterface(multicast));
    }

    private static void sendThrough(DatagramChannel channel, PortSettings.Multicast multicast) throws IOException {
        channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, systemInterface(multicast));
        if (multicast.ttl() != 0) {
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, multicast.ttl());
        }
    }

    private static NetworkInterface systemInterface(PortSettings.Multicast multicast) throws IOException {
        String name = multicast.networkInterface().name();
        NetworkInterface found = NetworkInterface.getByName(name);
        if (found == null) {
            throw new SocketException("network interface " + name + " is gone");
        }
        return found;
    }

    private static PortException failure(PortSettings settings, Exception cause) {
        InetSocketAddress peer = settings.peer();
        return new PortException(
                "channel error - " + words(cause) + ": " + settings.channel() + " (bind to "
                        + AddressText.of(settings.bindAddress())
                        + (peer == null ? ")" : ", send to " + AddressText.of(peer) + ")"),
                cause);
    }

    private static String words(Exception cause) {
        if (cause instanceof UnresolvedAddressException) {
            return "address is not resolved";
        }
        if (cause instanceof UnsupportedAddressTypeException) {
            return "IPv6 address where IPv4 is used";
        }
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }
}
