package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.network.Network;
import io.tradebus.core.driver.conductor.network.PortWait;
import io.tradebus.core.driver.conductor.network.ReceiveEndpoint;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.driver.conductor.resource.SubscriptionTraits;
import io.tradebus.core.driver.exchange.Deferred;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.format.channel.ControlMode;
import io.tradebus.core.format.channel.EndpointRules;
import io.tradebus.core.format.control.ErrorCode;

/**
 * Adds a subscription to streams from the network. Its names are resolved first; then its sockets are opened or shared.
 */
final class AddNetworkSubscription implements Command {
    private final SubscriptionTraits traits;
    private final Resources resources;
    private final Network network;
    private final Deferred<UdpChannel> resolution;
    private final int likelyWindow;
    private final PortWait portWait;

    /** @param likelyWindow bytes that may be in flight in a stream with terms as this driver makes them */
    AddNetworkSubscription(
            SubscriptionTraits traits,
            Resources resources,
            Network network,
            Deferred<UdpChannel> resolution,
            int likelyWindow) {
        this.traits = traits;
        this.resources = resources;
        this.network = network;
        this.resolution = resolution;
        this.likelyWindow = likelyWindow;
        portWait = network.newPortWait();
    }

    @Override
    public boolean advance(long nowNs) {
        if (!resolution.isDone() || !isPortFree(resolution.result(), nowNs)) {
            return false;
        }
        if (resources.subscriptions().find(traits.registrationId()) != null) {
            throw new RequestRefusedException(
                    ErrorCode.GENERIC_ERROR,
                    "correlation id is that of a subscription already: " + traits.registrationId());
        }
        ReceiveEndpoint endpoint = endpoint(resolution.result());
        try {
            subscribe(endpoint, nowNs);
        } catch (RuntimeException e) {
            network.receiveEndpoints().closeIfUnused(endpoint);
            throw e;
        }
        return true;
    }

    /** Who shares an endpoint opens no socket. */
    private boolean isPortFree(UdpChannel channel, long nowNs) {
        return channel.isMulticast()
                || channel.controlMode() == ControlMode.MANUAL
                || network.receiveEndpoints().find(channel) != null
                || portWait.isOver(channel.remote(), nowNs);
    }

    private ReceiveEndpoint endpoint(UdpChannel channel) {
        NetworkRules.requireReceivable(channel);
        ReceiveEndpoint shared = network.receiveEndpoints().find(channel);
        UdpChannel effective = shared == null ? channel : shared.channel();
        EndpointRules.requireWindowFits(
                likelyWindow, network.ports().effectiveReceiveBufferLength(effective), channel.uri());
        if (shared == null) {
            return network.receiveEndpoints().open(channel, traits.registrationId());
        }
        NetworkRules.requireSameReceiveEndpoint(
                channel, shared.channel(), network.ports().buffers(shared.channel()));
        resources.subscriptions().forEachOf(shared, existing -> NetworkRules.requireSameStreamTraits(traits, existing));
        return shared;
    }

    private void subscribe(ReceiveEndpoint endpoint, long nowNs) {
        resources.clients().ensureKnown(traits.clientId());
        StreamSubscription subscription = resources.subscriptions().add(traits, endpoint);
        network.receiveEndpoints().addReader(endpoint, subscription);
        // The client hears of the subscription first: it could not make sense of an image before.
        resources.events().onSubscriptionReady(traits.registrationId(), endpoint.statusId());
        resources.linker().linkAll(subscription, network.images().all(), nowNs);
    }
}
