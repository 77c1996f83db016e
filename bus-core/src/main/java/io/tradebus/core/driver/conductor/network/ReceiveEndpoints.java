package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.ReceiveEndpointSetup;
import io.tradebus.core.driver.exchange.ReceiverRequests;
import io.tradebus.core.driver.exchange.TransportSetup;
import io.tradebus.core.driver.media.UdpChannel;
import java.net.InetSocketAddress;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/**
 * The receiving endpoints. Subscriptions on the same channel share one. An endpoint stays while a subscription or an
 * image needs it.
 */
public final class ReceiveEndpoints {
    private final EndpointSet<ReceiveEndpoint> endpoints = new EndpointSet<>();
    private final CountersManager counters;
    private final PortOpener ports;
    private final RejectionCounters rejections;
    private final Mailbox<ReceiverRequests> receiver;
    private final ReceiverIdentity identity;
    private final NetworkObserver observer;
    private final ReceiveDestinations destinations;

    /**
     * What senders tell the receivers of this driver by.
     *
     * @param firstReceiverId receiver id of the first endpoint; the others count up
     * @param groupTag sent by endpoints whose channel names none, or null
     * @param sessionLimit most images of one stream on one endpoint
     * @param ttl time to live of multicast datagrams whose channel names none
     */
    public record ReceiverIdentity(
            long firstReceiverId, @Nullable Long groupTag, int sessionLimit, int ttl) {}

    public ReceiveEndpoints(
            CountersManager counters,
            PortOpener ports,
            RejectionCounters rejections,
            Mailbox<ReceiverRequests> receiver,
            ReceiverIdentity identity,
            NetworkObserver observer) {
        this.counters = counters;
        this.ports = ports;
        this.rejections = rejections;
        this.receiver = receiver;
        this.identity = identity;
        this.observer = observer;
        destinations = new ReceiveDestinations(counters, ports, receiver, identity.ttl(), observer);
    }

    /**
     * The endpoint that a subscription on this channel shares, or null if there is none.
     *
     * @throws RuntimeException if there is one that the channel contradicts, or that is being closed
     */
    public @Nullable ReceiveEndpoint find(UdpChannel channel) {
        return endpoints.find(channel);
    }

    public @Nullable ReceiveEndpoint find(long endpointId) {
        return endpoints.find(endpointId);
    }

    /** What endpoints without socket of their own receive by. */
    public ReceiveDestinations destinations() {
        return destinations;
    }

    /** Opens an endpoint and hands its sockets to the receiver. */
    public ReceiveEndpoint open(UdpChannel channel, long registrationId) {
        rejections.ensureAllocated();
        ReceiveEndpoint endpoint = new ReceiveEndpoint(endpoints.nextId(), channel, registrationId, counters);
        if (endpoint.hasDestinations()) {
            endpoint.openWithoutPort();
        } else {
            endpoint.open(() -> ports.openForReceiving(channel));
        }
        endpoint.onSubscriptionRemoved(subscription -> removeReader(endpoint, subscription));
        endpoints.add(endpoint);
        Long tag = channel.params().groupTag();
        ReceiveEndpointSetup setup = new ReceiveEndpointSetup(
                endpoint.endpointId(),
                endpoint.hasPort()
                        ? EndpointNames.transport(TransportSetup.OWN, channel, endpoint.port(), identity.ttl())
                        : null,
                identity.firstReceiverId() + endpoint.endpointId(),
                tag == null ? identity.groupTag() : tag,
                identity.sessionLimit(),
                channel.params().channelReceiveTimestampOffset(),
                endpoint.evidence());
        receiver.post(agent -> agent.addEndpoint(setup));
        observer.onReceiveEndpointOpened(channel.toString(), endpoint.localAddress());
        return endpoint;
    }

    /** A subscription reads from the endpoint from now on; one that waits for responses reads nothing at first. */
    public void addReader(ReceiveEndpoint endpoint, StreamSubscription subscription) {
        long endpointId = endpoint.endpointId();
        int streamId = subscription.streamId();
        Integer sessionId = subscription.sessionId();
        if (subscription.isResponse()) {
            endpoint.addResponseReader();
        }
        if (sessionId != null) {
            addReader(endpoint, streamId, sessionId);
        } else if (!subscription.isResponse() && endpoint.addReader(streamId) == 1) {
            receiver.post(agent -> agent.addInterest(endpointId, streamId));
        }
    }

    /** A subscription that waits for responses reads this session from now on, and the one before no longer. */
    void rebind(ReceiveEndpoint endpoint, StreamSubscription subscription, int sessionId) {
        Integer before = subscription.sessionId();
        subscription.rebindToSession(sessionId);
        addReader(endpoint, subscription.streamId(), sessionId);
        if (before != null) {
            removeReader(endpoint, subscription.streamId(), before);
        }
    }

    /** An image does not need its endpoint any more. */
    void releaseImage(ReceiveEndpoint endpoint) {
        endpoint.removeImage();
        closeIfUnused(endpoint);
    }

    /** Closes an endpoint that nobody came to use. */
    public void closeIfUnused(ReceiveEndpoint endpoint) {
        if (endpoint.isUnused() && !endpoint.isClosing()) {
            close(endpoint);
        }
    }

    private void close(ReceiveEndpoint endpoint) {
        endpoint.beginToClose();
        long endpointId = endpoint.endpointId();
        receiver.post(agent -> agent.removeEndpoint(endpointId));
    }

    /**
     * Whether there are sockets that are being closed and keep an address from others. Those of an endpoint that nobody
     * reads any more are closed for that: they were kept to repeat to senders that their streams have ended here.
     */
    boolean areLeaving(InetSocketAddress wanted) {
        for (ReceiveEndpoint endpoint : endpoints.all()) {
            if (endpoint.keepsFromOthers(wanted)) {
                if (endpoint.isUnread() && !endpoint.isClosing()) {
                    close(endpoint);
                }
                if (endpoint.isClosing() || endpoint.isClosingDestination(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The receiver has closed the sockets. */
    void onClosed(long endpointId) {
        ReceiveEndpoint endpoint = endpoints.remove(endpointId);
        if (endpoint != null) {
            if (endpoint.hasPort()) {
                ports.onReceiverClosed(endpoint.port());
            }
            destinations.onAllClosed(endpoint);
            endpoint.freeCounters();
            observer.onReceiveEndpointClosed(endpoint.channel().toString());
        }
    }

    /** The receiver has closed the socket of a destination. */
    void onDestinationClosed(long endpointId, long transportId) {
        ReceiveEndpoint endpoint = endpoints.find(endpointId);
        if (endpoint != null) {
            destinations.onClosed(endpoint, transportId);
        }
    }

    /** Closes everything, when the driver closes. The receiver has ended by then. */
    void closeAll() {
        endpoints.closeAll();
    }

    private void removeReader(ReceiveEndpoint endpoint, StreamSubscription subscription) {
        long endpointId = endpoint.endpointId();
        int streamId = subscription.streamId();
        Integer sessionId = subscription.sessionId();
        if (subscription.isResponse()) {
            endpoint.removeResponseReader();
        }
        if (sessionId != null) {
            removeReader(endpoint, streamId, sessionId);
        } else if (!subscription.isResponse() && endpoint.removeReader(streamId) == 0) {
            receiver.post(agent -> agent.removeInterest(endpointId, streamId));
        }
        closeIfUnused(endpoint);
    }

    private void addReader(ReceiveEndpoint endpoint, int streamId, int sessionId) {
        long endpointId = endpoint.endpointId();
        if (endpoint.addReader(streamId, sessionId) == 1) {
            receiver.post(agent -> agent.addInterest(endpointId, streamId, sessionId));
        } else {
            receiver.post(agent -> agent.requestSetup(endpointId, streamId, sessionId));
        }
    }

    private void removeReader(ReceiveEndpoint endpoint, int streamId, int sessionId) {
        long endpointId = endpoint.endpointId();
        if (endpoint.removeReader(streamId, sessionId) == 0) {
            receiver.post(agent -> agent.removeInterest(endpointId, streamId, sessionId));
        }
    }
}
