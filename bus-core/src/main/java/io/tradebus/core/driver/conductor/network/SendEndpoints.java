package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.SendEndpointSetup;
import io.tradebus.core.driver.exchange.SenderRequests;
import io.tradebus.core.driver.media.UdpChannel;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/** The sending endpoints. Publications on the same channel share one. See docs/wire-protocol.md#canonical-form-and-sharing-of-endpoints. */
public final class SendEndpoints {
    private final EndpointSet<SendEndpoint> endpoints = new EndpointSet<>();
    private final CountersManager counters;
    private final PortOpener ports;
    private final RejectionCounters rejections;
    private final Mailbox<SenderRequests> sender;
    private final NetworkObserver observer;

    public SendEndpoints(
            CountersManager counters,
            PortOpener ports,
            RejectionCounters rejections,
            Mailbox<SenderRequests> sender,
            NetworkObserver observer) {
        this.counters = counters;
        this.ports = ports;
        this.rejections = rejections;
        this.sender = sender;
        this.observer = observer;
    }

    /**
     * The endpoint that a publication on this channel shares, or null if there is none.
     *
     * @throws RuntimeException if there is one that the channel contradicts, or that is being closed
     */
    public @Nullable SendEndpoint find(UdpChannel channel) {
        return endpoints.find(channel);
    }

    public @Nullable SendEndpoint find(long endpointId) {
        return endpoints.find(endpointId);
    }

    /** Opens an endpoint and hands its sockets to the sender. */
    public SendEndpoint open(UdpChannel channel, long registrationId) {
        rejections.ensureAllocated();
        SendEndpoint endpoint = new SendEndpoint(endpoints.nextId(), channel, registrationId, counters);
        endpoint.open(() -> ports.openForSending(channel));
        endpoints.add(endpoint);
        SendEndpointSetup setup = new SendEndpointSetup(
                endpoint.endpointId(),
                endpoint.port(),
                EndpointNames.isGroup(channel),
                EndpointNames.text(EndpointNames.resolvableEndpoint(channel)),
                endpoint.evidence());
        sender.post(agent -> agent.addEndpoint(setup));
        observer.onSendEndpointOpened(channel.toString(), endpoint.localAddress());
        return endpoint;
    }

    /** A publication does not need its endpoint any more. */
    public void release(SendEndpoint endpoint) {
        endpoint.removePublication();
        closeIfUnused(endpoint);
    }

    private void closeIfUnused(SendEndpoint endpoint) {
        if (endpoint.publications() == 0 && !endpoint.isClosing()) {
            endpoint.beginToClose();
            long endpointId = endpoint.endpointId();
            sender.post(agent -> agent.removeEndpoint(endpointId));
        }
    }

    /** The sender has closed the sockets. */
    void onClosed(long endpointId) {
        SendEndpoint endpoint = endpoints.remove(endpointId);
        if (endpoint != null) {
            ports.onSenderClosed(endpoint.port());
            endpoint.freeCounters();
            observer.onSendEndpointClosed(endpoint.channel().toString());
        }
    }

    /** Closes everything, when the driver closes. The sender has ended by then. */
    void closeAll() {
        endpoints.closeAll();
    }
}
