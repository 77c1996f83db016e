package io.tradebus.core.driver.media;

import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.format.channel.ChannelTags;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.ControlMode;
import io.tradebus.core.format.channel.NetworkParams;
import io.tradebus.core.format.control.ErrorCode;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a UDP channel means once its names are resolved. {@link ChannelResolver} makes it. See
 * docs/wire-protocol.md#canonical-form-and-sharing-of-endpoints.
 *
 * @param uri the channel as it was given
 * @param params what it says about the network
 * @param addresses where it leads
 * @param group for a channel that leads to a multicast group, else null
 * @param canonicalForm equal for channels that share an endpoint, unless they do so by tag
 */
public record UdpChannel(
        ChannelUri uri,
        NetworkParams params,
        Addresses addresses,
        @Nullable Group group,
        String canonicalForm) {
    /**
     * Where a channel leads, resolved.
     *
     * @param remote the endpoint: a group, what a publication sends to, what a subscription binds; the wildcard with
     *     port 0 if the channel has none
     * @param local the control address if the channel has one and does not lead to a group, else the interface, which is
     *     the wildcard with port 0 if the channel names none
     * @param control the control group of a multicast channel, else the control address that the channel has, or null
     */
    public record Addresses(
            InetSocketAddress remote,
            InetSocketAddress local,
            @Nullable InetSocketAddress control) {}

    /**
     * How a group is reached.
     *
     * @param networkInterface where it is
     * @param ttl hops that a datagram may take, 0 for what the driver or the system has
     */
    public record Group(InterfaceInfo networkInterface, int ttl) {}

    public InetSocketAddress remote() {
        return addresses.remote();
    }

    public InetSocketAddress local() {
        return addresses.local();
    }

    /** The control group of a multicast channel, else the control address that the channel has, or null. */
    public @Nullable InetSocketAddress control() {
        return addresses.control();
    }

    public boolean isMulticast() {
        return group != null;
    }

    public ControlMode controlMode() {
        return params.addresses().controlMode();
    }

    public ChannelTags tags() {
        return params.addresses().tags();
    }

    public boolean hasExplicitEndpoint() {
        return params.addresses().endpoint() != null;
    }

    public boolean hasExplicitControl() {
        return params.addresses().control() != null;
    }

    /** Whether it leads to destinations that are added, or that ask. */
    public boolean hasDestinations() {
        return controlMode() == ControlMode.MANUAL || controlMode() == ControlMode.DYNAMIC;
    }

    /** The same channel after its endpoint was found elsewhere. Its identity stays. */
    public UdpChannel withRemote(InetSocketAddress remote) {
        return new UdpChannel(
                uri, params, new Addresses(remote, addresses.local(), addresses.control()), group, canonicalForm);
    }

    /** The same channel after its control address was found elsewhere. Its identity stays. */
    public UdpChannel withControl(InetSocketAddress control) {
        return new UdpChannel(
                uri, params, new Addresses(addresses.remote(), addresses.local(), control), group, canonicalForm);
    }

    /**
     * Whether this channel means the endpoint of another one by its tag.
     *
     * @param existing the channel of the endpoint, with the addresses that it has now
     * @throws ChannelException if the tags are the same but this channel says something else otherwise
     */
    public boolean meansByTag(UdpChannel existing) {
        if (!tags().hasChannelTag() || tags().channelTag() != existing.tags().channelTag()) {
            return false;
        }
        if (controlMode() != ControlMode.NONE && controlMode() != existing.controlMode()) {
            throw mismatch("control-mode", existing);
        }
        boolean isSameAddress = remote().equals(existing.remote()) && local().equals(existing.local());
        if (!isSameAddress && !isWildcard()) {
            throw mismatch("endpoint or control", existing);
        }
        return true;
    }

    /** Whether this channel means the endpoint of another one because it says the same. */
    public boolean meansByForm(UdpChannel existing) {
        boolean isTaggedOtherwise = tags().hasChannelTag()
                && existing.tags().hasChannelTag()
                && tags().channelTag() != existing.tags().channelTag();
        return !isTaggedOtherwise && canonicalForm.equals(existing.canonicalForm);
    }

    private boolean isWildcard() {
        return isWildcard(remote()) && isWildcard(local());
    }

    private static boolean isWildcard(InetSocketAddress address) {
        return address.getPort() == 0
                && address.getAddress() != null
                && address.getAddress().isAnyLocalAddress();
    }

    private ChannelException mismatch(String what, UdpChannel existing) {
        return new ChannelException(
                ErrorCode.GENERIC_ERROR,
                "matching tag " + tags().channelTag() + " has mismatched " + what + ": channel=" + uri + " existing="
                        + existing.uri);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
