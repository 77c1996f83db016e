package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.exchange.TransportSetup;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.format.channel.ControlMode;
import io.tradebus.core.format.channel.HostAndPort;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What endpoints derive from a channel. */
final class EndpointNames {
    private EndpointNames() {}

    /** Whether a publication on the channel may have several receivers. */
    static boolean isGroup(UdpChannel channel) {
        return channel.isMulticast() || channel.hasDestinations();
    }

    /** The endpoint of a publication that may lead elsewhere one day, or null. A group and a response never do. */
    static @Nullable HostAndPort resolvableEndpoint(UdpChannel channel) {
        return channel.isMulticast() || channel.controlMode() != ControlMode.NONE
                ? null
                : channel.params().addresses().endpoint();
    }

    /** Where a subscription on the channel asks for its streams, or null if they come by themselves. */
    static @Nullable InetSocketAddress solicited(UdpChannel channel) {
        return channel.isMulticast() || !channel.hasExplicitControl() ? null : channel.control();
    }

    /** What a receiver is told of a socket that it is to receive by. */
    static TransportSetup transport(long transportId, UdpChannel channel, DatagramPort port, int driverTtl) {
        InetSocketAddress solicited = solicited(channel);
        return new TransportSetup(
                transportId,
                port,
                channel.isMulticast() ? channel.control() : null,
                solicited,
                solicited == null ? null : text(channel.params().addresses().control()),
                ttl(channel, driverTtl));
    }

    static @Nullable String text(@Nullable HostAndPort name) {
        return name == null ? null : name.toString();
    }

    /** Hops that multicast datagrams of the channel may take, 0 for what the system has and for a single host. */
    static int ttl(UdpChannel channel, int driverTtl) {
        UdpChannel.Group group = channel.group();
        if (group == null) {
            return 0;
        }
        return group.ttl() == 0 ? driverTtl : group.ttl();
    }
}
