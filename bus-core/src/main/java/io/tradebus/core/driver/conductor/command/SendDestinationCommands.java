package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.network.Network;
import io.tradebus.core.driver.conductor.network.NetworkOnDemand;
import io.tradebus.core.driver.conductor.network.NetworkPublication;
import io.tradebus.core.driver.conductor.network.SendEndpoint;
import io.tradebus.core.driver.conductor.network.SendEndpoints;
import io.tradebus.core.driver.conductor.resource.Background;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.exchange.Deferred;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.ControlMode;
import io.tradebus.core.format.channel.DestinationRules;
import io.tradebus.core.format.channel.HostAndPort;
import io.tradebus.core.format.control.ErrorCode;
import java.net.InetSocketAddress;

/**
 * Makes the commands by which clients say to whom a publication with manual control mode is sent. All publications that
 * share its endpoint are sent there too. See docs/driver-behaviour.md#destinations-of-publications.
 */
final class SendDestinationCommands {
    private final Resources resources;
    private final NetworkOnDemand network;
    private final Background background;

    /** @param background where names are resolved */
    SendDestinationCommands(Resources resources, NetworkOnDemand network, Background background) {
        this.resources = resources;
        this.network = network;
        this.background = background;
    }

    /**
     * What a client asks for.
     *
     * @param correlationId the request
     * @param publicationId registration id of the publication
     * @param channel the destination in the client's words
     */
    record Request(long correlationId, long publicationId, String channel) {}

    Command add(Request request) {
        ChannelUri uri = ChannelUri.parse(request.channel());
        DestinationRules.requireSendDestination(uri);
        return change(
                request,
                uri,
                (endpoints, endpoint, name, address) ->
                        endpoints.addDestination(endpoint, request.correlationId(), name, address));
    }

    /** One that is not there needs not be removed, so that its channel may say what it likes. */
    Command remove(Request request) {
        return change(request, ChannelUri.parse(request.channel()), SendEndpoints::removeDestination);
    }

    /** @param destinationId the request by which the destination was added */
    Command removeById(long correlationId, long publicationId, long destinationId) {
        SendEndpoint endpoint = endpoint(publicationId);
        network.get().sendEndpoints().removeDestination(endpoint, destinationId);
        return succeeded(correlationId);
    }

    /** What is to be done with a destination once its name is resolved. */
    @FunctionalInterface
    private interface Change {
        /** @param address unresolved if the name is not known */
        void apply(SendEndpoints endpoints, SendEndpoint endpoint, HostAndPort name, InetSocketAddress address);
    }

    private Command change(Request request, ChannelUri uri, Change change) {
        SendEndpoint endpoint = endpoint(request.publicationId());
        HostAndPort name = DestinationRules.sendAddress(uri);
        Network made = network.get();
        Deferred<InetSocketAddress> address =
                background.start(() -> made.resolver().sendDestination(uri));
        return nowNs -> {
            if (!address.isDone()) {
                return false;
            }
            change.apply(made.sendEndpoints(), endpoint, name, address.result());
            resources.events().onOperationSuccess(request.correlationId());
            return true;
        };
    }

    private Command succeeded(long correlationId) {
        return nowNs -> {
            resources.events().onOperationSuccess(correlationId);
            return true;
        };
    }

    private SendEndpoint endpoint(long publicationId) {
        Network made = network.ifMade();
        NetworkPublication publication =
                made == null ? null : made.publications().find(publicationId);
        if (publication == null) {
            throw new RequestRefusedException(ErrorCode.UNKNOWN_PUBLICATION, "unknown publication: " + publicationId);
        }
        SendEndpoint endpoint = publication.endpoint();
        if (endpoint.channel().controlMode() != ControlMode.MANUAL) {
            throw new RequestRefusedException(
                    ErrorCode.INVALID_CHANNEL, "channel does not allow manual control: channel=" + endpoint.channel());
        }
        return endpoint;
    }
}
