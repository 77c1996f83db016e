package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.counters.ChannelCounter;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.EvidenceCounter;
import io.tradebus.core.driver.media.AddressText;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.UdpChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.agrona.CloseHelper;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for a sending and a receiving endpoint as the conductor sees them: the channel, the sockets until
 * they are handed over, and the counters by which clients and operators follow them.
 */
abstract class NetworkEndpoint implements ResolvedName {
    private final long endpointId;
    private final UdpChannel channel;
    private final CountersManager counters;
    private final List<AtomicCounter> allocated = new ArrayList<>();
    private final List<AtomicCounter> evidence = new ArrayList<>();
    private final AtomicCounter status;
    private final @Nullable AtomicCounter localAddress;
    private @Nullable DatagramPort port;
    private boolean isClosing;
    private boolean hasFailed;
    private @Nullable InetSocketAddress redirectedTo;

    /**
     * Allocates the counters; {@link #open} opens the sockets.
     *
     * @param registrationId correlation id of the request by which the endpoint comes to be
     * @param kinds the counters that an endpoint of this kind has besides
     */
    NetworkEndpoint(
            long endpointId,
            UdpChannel channel,
            long registrationId,
            CountersManager counters,
            Names names,
            EvidenceCounter... kinds) {
        this.endpointId = endpointId;
        this.channel = channel;
        this.counters = counters;
        try {
            status = counter(ChannelCounter.allocate(
                    counters, names.statusType(), registrationId, channel.uri().toString()));
            String addressName = names.addressName();
            localAddress = addressName == null
                    ? null
                    : counter(ChannelCounter.allocateLocalAddress(counters, addressName, registrationId, status.id()));
            for (EvidenceCounter kind : kinds) {
                evidence.add(counter(
                        kind.allocate(counters, status.id(), channel.uri().toString())));
            }
        } catch (RuntimeException e) {
            freeCounters();
            throw e;
        }
    }

    /**
     * What differs.
     *
     * @param statusType type of the status counter
     * @param addressName name of the counter of the local address, or null for an endpoint without socket
     */
    record Names(CounterType statusType, @Nullable String addressName) {}

    /** Opens the sockets of one endpoint. */
    @FunctionalInterface
    interface PortSource {
        DatagramPort open();
    }

    /** Opens the sockets. When they cannot be opened and shown no counter is left. */
    final void open(PortSource ports) {
        DatagramPort opened = null;
        try {
            opened = ports.open();
            String address = AddressText.of(opened.localAddress());
            ChannelCounter.bind(counters, Objects.requireNonNull(localAddress).id(), address);
            ChannelCounter.describe(counters, status.id(), address);
        } catch (RuntimeException e) {
            CloseHelper.quietClose(opened);
            status.setRelease(ChannelStatus.ERRORED);
            freeCounters();
            throw e;
        }
        port = opened;
        status.setRelease(ChannelStatus.ACTIVE);
    }

    /** An endpoint without socket of its own, whose destinations have some, is ready at once. */
    final void openWithoutPort() {
        status.setRelease(ChannelStatus.ACTIVE);
    }

    public final long endpointId() {
        return endpointId;
    }

    /** The channel by which the endpoint came to be. */
    @Override
    public final UdpChannel channel() {
        return channel;
    }

    /** The channel with the addresses that it has now. */
    abstract UdpChannel currentChannel();

    /** The address that its sockets are bound to; empty for an endpoint without. */
    final String localAddress() {
        DatagramPort opened = port;
        return opened == null ? "" : AddressText.of(opened.localAddress());
    }

    /** Counter id of its status. */
    public final int statusId() {
        return status.id();
    }

    /** The agent could not begin to use its sockets. They are closed, and nobody may join it any more. */
    final void onFailed() {
        hasFailed = true;
        if (!isClosing) {
            status.setRelease(ChannelStatus.ERRORED);
        }
        if (localAddress != null) {
            localAddress.setRelease(ChannelStatus.ERRORED);
        }
    }

    final boolean hasFailed() {
        return hasFailed;
    }

    /** Whether its sockets are being closed; nobody may join it any more. */
    @Override
    public final boolean isClosing() {
        return isClosing;
    }

    /** Whether it has sockets of its own. */
    final boolean hasPort() {
        return port != null;
    }

    /** The sockets; of the agent that has them after they were handed over, and of nobody else. */
    final DatagramPort port() {
        return Objects.requireNonNull(port);
    }

    /** Whether no other socket can be bound to an address because of its own. */
    boolean keepsFromOthers(InetSocketAddress wanted) {
        return hasPort() && !channel.isMulticast() && collide(port().localAddress(), wanted);
    }

    static boolean collide(InetSocketAddress bound, InetSocketAddress wanted) {
        return bound.getPort() == wanted.getPort()
                && (bound.getAddress().isAnyLocalAddress()
                        || wanted.getAddress().isAnyLocalAddress()
                        || bound.getAddress().equals(wanted.getAddress()));
    }

    /** The counters that an endpoint of this kind has besides, in the order of the kinds. */
    final AtomicCounter evidence(int index) {
        return evidence.get(index);
    }

    @Override
    public final @Nullable InetSocketAddress redirectedTo() {
        return redirectedTo;
    }

    @Override
    public final void redirectedTo(InetSocketAddress address) {
        redirectedTo = address;
    }

    /** The sockets are about to be closed. */
    final void beginToClose() {
        isClosing = true;
        status.setRelease(ChannelStatus.CLOSING);
    }

    /** Closes what nobody else closes any more. */
    void closePorts() {
        if (hasPort()) {
            port().close();
        }
    }

    /** Gives all counters back. */
    void freeCounters() {
        for (int i = allocated.size() - 1; i >= 0; i--) {
            allocated.get(i).close();
        }
        allocated.clear();
    }

    /** Allocates one more counter of the channel, which goes with the others. */
    final AtomicCounter channelCounter(CounterType type, long registrationId) {
        try {
            return counter(ChannelCounter.allocate(
                    counters, type, registrationId, channel.uri().toString()));
        } catch (RuntimeException e) {
            freeCounters();
            throw e;
        }
    }

    private AtomicCounter counter(int counterId) {
        AtomicCounter counter = new AtomicCounter(counters.valuesBuffer(), counterId, counters);
        allocated.add(counter);
        return counter;
    }
}
