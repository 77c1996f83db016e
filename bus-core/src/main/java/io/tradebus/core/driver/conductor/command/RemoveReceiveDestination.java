package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.network.Network;
import io.tradebus.core.driver.conductor.network.ReceiveDestination;
import io.tradebus.core.driver.conductor.network.ReceiveEndpoint;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.exchange.Deferred;
import io.tradebus.core.driver.media.UdpChannel;
import org.jspecify.annotations.Nullable;

/**
 * Has a subscription receive by one socket less. Is done when the socket is closed, so that a client which was answered
 * can use its port again.
 */
final class RemoveReceiveDestination implements Command {
    private final DestinationRequest request;
    private final Resources resources;
    private final Network network;
    private final Deferred<UdpChannel> resolution;
    private @Nullable ReceiveEndpoint endpoint;
    private @Nullable ReceiveDestination closing;

    RemoveReceiveDestination(
            DestinationRequest request, Resources resources, Network network, Deferred<UdpChannel> resolution) {
        this.request = request;
        this.resources = resources;
        this.network = network;
        this.resolution = resolution;
    }

    @Override
    public boolean advance(long nowNs) {
        if (!resolution.isDone()) {
            return false;
        }
        ReceiveEndpoint owner = endpoint;
        if (owner == null) {
            owner = request.endpoint(resources);
            if (owner == null) {
                throw request.unknownSubscription();
            }
            endpoint = owner;
            closing = owner.destination(resolution.result());
            if (closing != null) {
                network.receiveEndpoints().destinations().close(owner, closing);
            }
        }
        if (closing != null && owner.has(closing)) {
            return false;
        }
        resources.events().onOperationSuccess(request.correlationId());
        return true;
    }
}
