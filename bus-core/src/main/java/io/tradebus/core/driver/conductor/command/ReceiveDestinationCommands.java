package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.network.Network;
import io.tradebus.core.driver.conductor.network.ReceiveEndpoint;
import io.tradebus.core.driver.conductor.resource.Background;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.StreamSubscription;
import io.tradebus.core.driver.exchange.Deferred;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.DestinationRules;
import io.tradebus.core.format.channel.NetworkParams;
import io.tradebus.core.format.channel.SubscriptionDefaults;
import io.tradebus.core.format.channel.SubscriptionParams;
import io.tradebus.core.format.control.CorrelatedCommand;
import io.tradebus.core.format.control.DestinationCommand;
import io.tradebus.core.format.control.ErrorCode;
import org.agrona.DirectBuffer;

/**
 * Makes the commands that add and remove destinations of subscriptions. A destination of the network is a socket more for
 * the subscription's endpoint; one of this machine is a further subscription under the same registration id.
 */
final class ReceiveDestinationCommands {
    private final Resources resources;
    private final Network network;
    private final Background background;
    private final SubscriptionDefaults defaults;

    /**
     * @param background where names are resolved
     * @param defaults what holds for destinations on this machine that do not say otherwise
     */
    ReceiveDestinationCommands(
            Resources resources, Network network, Background background, SubscriptionDefaults defaults) {
        this.resources = resources;
        this.network = network;
        this.background = background;
        this.defaults = defaults;
    }

    Command add(DirectBuffer buffer, int offset) {
        DestinationRequest request = request(buffer, offset);
        ChannelUri uri = request.uri();
        if (uri.isUdp() && !uri.isSpy()) {
            return new AddReceiveDestination(request, resources, network, resolve(uri));
        }
        LocalSource source = source(uri);
        return new AddLocalDestination(request, SubscriptionParams.of(uri, defaults), source, resources);
    }

    Command remove(DirectBuffer buffer, int offset) {
        DestinationRequest request = request(buffer, offset);
        ChannelUri uri = request.uri();
        return uri.isUdp() && !uri.isSpy()
                ? new RemoveReceiveDestination(request, resources, network, resolve(uri))
                : new RemoveLocalDestination(request, source(uri), resources);
    }

    /**
     * The subscription that a request is about.
     *
     * @throws RequestRefusedException if there is none, or it has no destinations
     */
    static StreamSubscription subscription(DestinationRequest request, Resources resources) {
        for (StreamSubscription each : resources.subscriptions().all()) {
            if (each.registrationId() == request.registrationId()
                    && each.source() instanceof ReceiveEndpoint endpoint
                    && endpoint.hasDestinations()) {
                return each;
            }
        }
        throw new RequestRefusedException(
                ErrorCode.UNKNOWN_SUBSCRIPTION, "unknown MDS subscription: " + request.registrationId());
    }

    /** As {@link #subscription}, but where it receives. */
    static ReceiveEndpoint endpoint(DestinationRequest request, Resources resources) {
        return (ReceiveEndpoint) subscription(request, resources).source();
    }

    private static DestinationRequest request(DirectBuffer buffer, int offset) {
        String channel = DestinationCommand.channel(buffer, offset);
        ChannelUri uri = ChannelUri.parse(channel);
        DestinationRules.requireReceiveDestination(uri);
        return new DestinationRequest(
                CorrelatedCommand.correlationId(buffer, offset),
                DestinationCommand.registrationId(buffer, offset),
                channel,
                uri);
    }

    private LocalSource source(ChannelUri uri) {
        if (uri.isSpy()) {
            throw new RequestRefusedException(
                    ErrorCode.GENERIC_ERROR, "this driver carries no spies yet; channel=" + uri);
        }
        return LocalSource.ipc(resources.publications());
    }

    private Deferred<UdpChannel> resolve(ChannelUri uri) {
        // What can be told without the network is told at once.
        NetworkParams.of(uri);
        return background.start(() -> network.resolver().destination(uri));
    }
}
