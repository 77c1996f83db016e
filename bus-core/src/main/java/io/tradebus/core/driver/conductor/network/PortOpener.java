package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.config.SocketConfig;
import io.tradebus.core.driver.media.ChannelPorts;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.DatagramPorts;
import io.tradebus.core.driver.media.SocketBufferLimits;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.driver.media.WildcardPorts;
import io.tradebus.core.format.log.LogDescription;

/** Opens the sockets of endpoints, at a port of the driver's ranges where the channel leaves the port open. */
public final class PortOpener {
    private final DatagramPorts ports;
    private final SocketConfig config;
    private final SocketBufferLimits limits;
    private final WildcardPorts senderPorts;
    private final WildcardPorts receiverPorts;

    /** @param limits how large buffers of sockets are and may become */
    public PortOpener(DatagramPorts ports, SocketConfig config, SocketBufferLimits limits) {
        this.ports = ports;
        this.config = config;
        this.limits = limits;
        senderPorts = new WildcardPorts(config.senderPorts());
        receiverPorts = new WildcardPorts(config.receiverPorts());
    }

    DatagramPort openForSending(UdpChannel channel) {
        // A sender without a control address takes whatever port the system gives it.
        return channel.hasExplicitControl()
                ? senderPorts.open(ports, ChannelPorts.forSending(channel, config))
                : ports.open(ChannelPorts.forSending(channel, config));
    }

    DatagramPort openForReceiving(UdpChannel channel) {
        return receiverPorts.open(ports, ChannelPorts.forReceiving(channel, config));
    }

    /** @param owner channel of the subscription, whose buffers the destination has */
    DatagramPort openForDestination(UdpChannel destination, UdpChannel owner) {
        return receiverPorts.open(ports, ChannelPorts.forDestination(destination, owner, config));
    }

    void onSenderClosed(DatagramPort port) {
        senderPorts.onClosed(port.localAddress());
    }

    void onReceiverClosed(DatagramPort port) {
        receiverPorts.onClosed(port.localAddress());
    }

    /** What the log of a stream on this channel says about its socket's buffers. */
    public LogDescription.SocketBuffers buffers(UdpChannel channel) {
        return new LogDescription.SocketBuffers(
                ChannelPorts.sendBufferLength(channel, config),
                limits.defaultSendLength(),
                limits.maxSendLength(),
                ChannelPorts.receiveBufferLength(channel, config),
                limits.defaultReceiveLength(),
                limits.maxReceiveLength());
    }

    /** Bytes that a datagram of the channel may have so that the system takes it in one piece. */
    public int effectiveSendBufferLength(UdpChannel channel) {
        return limits.effectiveSendLength(ChannelPorts.sendBufferLength(channel, config));
    }

    /** Bytes that may wait to be received on the channel. */
    public int effectiveReceiveBufferLength(UdpChannel channel) {
        return limits.effectiveReceiveLength(ChannelPorts.receiveBufferLength(channel, config));
    }
}
