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
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for a sending and a receiving endpoint as the conductor sees them: the channel, the sockets until they
 * are handed over, and the counters by which clients and operators follow them.
 */
abstract class NetworkEndpoint {
    private final long endpointId;
    private final UdpChannel channel;
    private final CountersManager counters;
    private final List<AtomicCounter> allocated = new ArrayList<>();
    private final AtomicCounter status;
    private final AtomicCounter localAddress;
    private final DatagramPort port;
    private boolean isClosing;
    private @Nullable InetSocketAddress redirectedTo;

    /**
     * Opens the sockets and allocates the counters. When the sockets cannot be opened no counter is left.
     *
     * @param registrationId correlation id of the request by which the endpoint comes to be
     */
    NetworkEndpoint(
            long endpointId, UdpChannel channel, long registrationId, CountersManager counters, Opening opening) {
        this.endpointId = endpointId;
        this.channel = channel;
        this.counters = counters;
        try {
            status = counter(ChannelCounter.allocate(
                    counters,
                    opening.statusType(),
                    registrationId,
                    channel.uri().toString()));
            localAddress = counter(
                    ChannelCounter.allocateLocalAddress(counters, opening.addressName(), registrationId, status.id()));
            port = open(opening);
        } catch (RuntimeException e) {
            freeCounters();
            throw e;
        }
    }

    /**
     * What differs.
     *
     * @param statusType type of the status counter
     * @param addressName name of the counter of the local address
     * @param ports opens the sockets
     */
    record Opening(CounterType statusType, String addressName, PortSource ports) {}

    /** Opens the sockets of one endpoint. */
    @FunctionalInterface
    interface PortSource {
        DatagramPort open();
    }

    public final long endpointId() {
        return endpointId;
    }

    /** The channel by which the endpoint came to be. */
    public final UdpChannel channel() {
        return channel;
    }

    /** The channel with the addresses that it has now. */
    abstract UdpChannel currentChannel();

    /** The address that its sockets are bound to. */
    final String localAddress() {
        return AddressText.of(port.localAddress());
    }

    /** Counter id of its status. */
    public final int statusId() {
        return status.id();
    }

    /** Whether its sockets are being closed; nobody may join it any more. */
    public final boolean isClosing() {
        return isClosing;
    }

    /** The sockets; of the agent that has them after they were handed over, and of nobody else. */
    final DatagramPort port() {
        return port;
    }

    final AtomicCounter evidence(EvidenceCounter kind) {
        return counter(kind.allocate(counters, status.id(), channel.uri().toString()));
    }

    /** Where its name leads now, or null if that is where it led at first. */
    final @Nullable InetSocketAddress redirectedTo() {
        return redirectedTo;
    }

    final void redirectedTo(InetSocketAddress address) {
        redirectedTo = address;
    }

    /** The sockets are about to be closed. */
    final void beginToClose() {
        isClosing = true;
        status.setRelease(ChannelStatus.CLOSING);
    }

    /** Gives all counters back. */
    void freeCounters() {
        for (int i = allocated.size() - 1; i >= 0; i--) {
            allocated.get(i).close();
        }
        allocated.clear();
    }

    private DatagramPort open(Opening opening) {
        DatagramPort opened;
        try {
            opened = opening.ports().open();
        } catch (RuntimeException e) {
            status.setRelease(ChannelStatus.ERRORED);
            throw e;
        }
        String address = AddressText.of(opened.localAddress());
        ChannelCounter.bind(counters, localAddress.id(), address);
        ChannelCounter.describe(counters, status.id(), address);
        status.setRelease(ChannelStatus.ACTIVE);
        return opened;
    }

    private AtomicCounter counter(int counterId) {
        AtomicCounter counter = new AtomicCounter(counters.valuesBuffer(), counterId, counters);
        allocated.add(counter);
        return counter;
    }
}
