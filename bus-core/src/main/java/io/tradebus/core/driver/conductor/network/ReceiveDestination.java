package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.counters.ChannelCounter;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.driver.media.AddressText;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.UdpChannel;
import java.net.InetSocketAddress;
import org.agrona.CloseHelper;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/** One of the sockets by which a subscription to several destinations receives, as the conductor sees it. */
public final class ReceiveDestination implements ResolvedName {
    private final long transportId;
    private final UdpChannel channel;
    private final DatagramPort port;
    private final AtomicCounter localAddress;
    private boolean isClosing;
    private @Nullable InetSocketAddress redirectedTo;

    /**
     * @param transportId by which the receiver knows it
     * @param port of the receiver after it was handed over
     * @param localAddress shows what it is bound to
     */
    private ReceiveDestination(long transportId, UdpChannel channel, DatagramPort port, AtomicCounter localAddress) {
        this.transportId = transportId;
        this.channel = channel;
        this.port = port;
        this.localAddress = localAddress;
    }

    /**
     * Opens the socket of a destination. When it cannot be opened nothing is left.
     *
     * @param registrationId of the subscription
     * @param statusId counter id of the status of the endpoint
     */
    static ReceiveDestination open(
            long transportId,
            UdpChannel channel,
            NetworkEndpoint.PortSource ports,
            CountersManager counters,
            long registrationId,
            int statusId) {
        int counterId =
                ChannelCounter.allocateLocalAddress(counters, ReceiveEndpoint.ADDRESS_NAME, registrationId, statusId);
        AtomicCounter localAddress = new AtomicCounter(counters.valuesBuffer(), counterId, counters);
        DatagramPort port = null;
        try {
            port = ports.open();
            ChannelCounter.bind(counters, counterId, AddressText.of(port.localAddress()));
            return new ReceiveDestination(transportId, channel, port, localAddress);
        } catch (RuntimeException e) {
            CloseHelper.quietClose(port);
            localAddress.close();
            throw e;
        }
    }

    long transportId() {
        return transportId;
    }

    @Override
    public UdpChannel channel() {
        return channel;
    }

    /** The sockets; of the receiver after they were handed over. */
    DatagramPort port() {
        return port;
    }

    String localAddress() {
        return AddressText.of(port.localAddress());
    }

    @Override
    public @Nullable InetSocketAddress redirectedTo() {
        return redirectedTo;
    }

    @Override
    public void redirectedTo(InetSocketAddress address) {
        redirectedTo = address;
    }

    /** Whether the receiver was asked to close it. */
    @Override
    public boolean isClosing() {
        return isClosing;
    }

    /** The receiver could not begin to use it, and has closed it. */
    void onFailed() {
        localAddress.setRelease(ChannelStatus.ERRORED);
    }

    void beginToClose() {
        isClosing = true;
    }

    /** Whether no other socket can be bound to an address because of this one. */
    boolean keepsFromOthers(InetSocketAddress wanted) {
        return !channel.isMulticast() && NetworkEndpoint.collide(port.localAddress(), wanted);
    }

    /** The socket is closed. */
    void freeCounter() {
        localAddress.close();
    }
}
