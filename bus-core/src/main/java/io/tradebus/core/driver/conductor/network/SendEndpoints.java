package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.SendEndpointSetup;
import io.tradebus.core.driver.exchange.SenderRequests;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.format.channel.HostAndPort;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/**
 * The sending endpoints. Publications on the same channel share one. See
 * docs/wire-protocol.md#canonical-form-and-sharing-of-endpoints.
 */
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
                channel.controlMode(),
                endpoint.destinationCount(),
                EndpointNames.text(EndpointNames.resolvableEndpoint(channel)),
                endpoint.evidence());
        sender.post(agent -> agent.addEndpoint(setup));
        observer.onSendEndpointOpened(channel.toString(), endpoint.localAddress());
        return endpoint;
    }

    /**
     * Has all streams of an endpoint be sent to one more address, if nobody has closed it meanwhile.
     *
     * @param registrationId the request that asks for it
     * @param name what it is called
     * @param address where that leads; unresolved while it is not known
     */
    public void addDestination(
            SendEndpoint endpoint, long registrationId, HostAndPort name, InetSocketAddress address) {
        if (!endpoint.isClosing()) {
            long endpointId = endpoint.endpointId();
            endpoint.destinations().add(new SendDestination(registrationId, name, address));
            sender.post(agent -> agent.addDestination(endpointId, registrationId, address));
        }
    }

    /** Takes away the oldest destination of that address or that name, if there is one. */
    public void removeDestination(SendEndpoint endpoint, HostAndPort name, InetSocketAddress address) {
        removeDestination(
                endpoint, each -> each.address().equals(address) || each.name().equals(name));
    }

    /** Takes away the destination that was added by a request, if there is one. */
    public void removeDestination(SendEndpoint endpoint, long registrationId) {
        removeDestination(endpoint, each -> each.registrationId() == registrationId);
    }

    private void removeDestination(SendEndpoint endpoint, Predicate<SendDestination> isMeant) {
        for (SendDestination destination : endpoint.destinations()) {
            if (isMeant.test(destination)) {
                endpoint.destinations().remove(destination);
                long endpointId = endpoint.endpointId();
                long destinationId = destination.registrationId();
                sender.post(agent -> agent.removeDestination(endpointId, destinationId));
                return;
            }
        }
    }

    /** Whether there are sockets that are being closed and keep an address from others. */
    boolean areLeaving(InetSocketAddress wanted) {
        for (SendEndpoint endpoint : endpoints.all()) {
            if (endpoint.isClosing() && endpoint.keepsFromOthers(wanted)) {
                return true;
            }
        }
        return false;
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
