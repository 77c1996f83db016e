package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.ReceiverRequests;
import io.tradebus.core.driver.exchange.TransportSetup;
import io.tradebus.core.driver.media.UdpChannel;
import org.agrona.concurrent.status.CountersManager;

/**
 * The destinations of subscriptions with manual control: each has a socket of its own, and all of one endpoint feed the
 * same images. See docs/wire-protocol.md#multi-destination-subscription-mds.
 */
public final class ReceiveDestinations {
    private final CountersManager counters;
    private final PortOpener ports;
    private final Mailbox<ReceiverRequests> receiver;
    private final int ttl;
    private final NetworkObserver observer;

    /** @param ttl time to live of multicast datagrams whose channel names none */
    public ReceiveDestinations(
            CountersManager counters,
            PortOpener ports,
            Mailbox<ReceiverRequests> receiver,
            int ttl,
            NetworkObserver observer) {
        this.counters = counters;
        this.ports = ports;
        this.receiver = receiver;
        this.ttl = ttl;
        this.observer = observer;
    }

    /**
     * Opens a destination and hands its socket to the receiver.
     *
     * @param registrationId of the subscription that gets it
     * @throws RuntimeException if the socket cannot be opened
     */
    public void open(ReceiveEndpoint endpoint, UdpChannel channel, long registrationId) {
        ReceiveDestination destination = ReceiveDestination.open(
                endpoint.nextTransportId(),
                channel,
                () -> ports.openForDestination(channel, endpoint.channel()),
                counters,
                registrationId,
                endpoint.statusId());
        endpoint.add(destination);
        long endpointId = endpoint.endpointId();
        TransportSetup setup = EndpointNames.transport(destination.transportId(), channel, destination.port(), ttl);
        receiver.post(agent -> agent.addTransport(endpointId, setup));
        observer.onReceiveDestinationOpened(channel.toString(), destination.localAddress());
    }

    /** Has a destination closed. It is gone when {@link ReceiveEndpoint#has} says so. */
    public void close(ReceiveEndpoint endpoint, ReceiveDestination destination) {
        destination.beginToClose();
        long endpointId = endpoint.endpointId();
        long transportId = destination.transportId();
        receiver.post(agent -> agent.removeTransport(endpointId, transportId));
    }

    /** The receiver has closed the socket of a destination. */
    void onClosed(ReceiveEndpoint endpoint, long transportId) {
        ReceiveDestination destination = endpoint.destination(transportId);
        if (destination != null) {
            endpoint.remove(destination);
            onClosed(destination);
        }
    }

    /** The receiver has closed all sockets of an endpoint. */
    void onAllClosed(ReceiveEndpoint endpoint) {
        endpoint.destinations().forEach(this::onClosed);
        endpoint.destinations().clear();
    }

    /** Closes what is open, when the driver closes. */
    static void closeAll(ReceiveEndpoint endpoint) {
        for (ReceiveDestination destination : endpoint.destinations()) {
            destination.port().close();
            destination.freeCounter();
        }
        endpoint.destinations().clear();
    }

    private void onClosed(ReceiveDestination destination) {
        ports.onReceiverClosed(destination.port());
        destination.freeCounter();
        observer.onReceiveDestinationClosed(destination.channel().toString());
    }
}
