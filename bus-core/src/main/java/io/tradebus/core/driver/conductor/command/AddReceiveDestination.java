package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.network.Network;
import io.tradebus.core.driver.conductor.network.PortWait;
import io.tradebus.core.driver.conductor.network.ReceiveEndpoint;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.exchange.Deferred;
import io.tradebus.core.driver.media.UdpChannel;

/** Has a subscription receive by one more socket. Names are resolved first, and a socket at its port that is going is waited for. */
final class AddReceiveDestination implements Command {
    private final DestinationRequest request;
    private final Resources resources;
    private final Network network;
    private final Deferred<UdpChannel> resolution;
    private final PortWait portWait;

    AddReceiveDestination(
            DestinationRequest request, Resources resources, Network network, Deferred<UdpChannel> resolution) {
        this.request = request;
        this.resources = resources;
        this.network = network;
        this.resolution = resolution;
        portWait = network.newPortWait();
    }

    @Override
    public boolean advance(long nowNs) {
        if (!resolution.isDone()) {
            return false;
        }
        UdpChannel channel = resolution.result();
        if (!channel.isMulticast() && !portWait.isOver(channel.remote(), nowNs)) {
            return false;
        }
        ReceiveEndpoint endpoint = request.endpoint(resources);
        if (endpoint == null) {
            throw request.unknownManualSubscription();
        }
        network.receiveEndpoints().destinations().open(endpoint, channel, request.registrationId());
        resources.events().onOperationSuccess(request.correlationId());
        return true;
    }
}
