package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.network.NetworkOnDemand;
import io.tradebus.core.driver.conductor.resource.Background;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.exchange.Deferred;
import io.tradebus.core.driver.media.ChannelResolver;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.DestinationRules;
import io.tradebus.core.format.channel.NetworkParams;
import io.tradebus.core.format.channel.SubscriptionDefaults;
import io.tradebus.core.format.channel.SubscriptionParams;
import io.tradebus.core.format.control.CorrelatedCommand;
import io.tradebus.core.format.control.DestinationCommand;
import io.tradebus.core.format.control.ErrorCode;
import java.util.function.BiFunction;
import org.agrona.DirectBuffer;

/**
 * Makes the commands that add and remove destinations of subscriptions. A destination of the network is a socket more
 * for the subscription's endpoint; one of this machine is a further subscription under the same registration id.
 */
final class ReceiveDestinationCommands {
    private final Resources resources;
    private final NetworkOnDemand network;
    private final Background background;
    private final SubscriptionDefaults ipcDefaults;
    private final SubscriptionDefaults spyDefaults;

    /**
     * @param background where names are resolved
     * @param ipcDefaults what holds for IPC destinations that do not say otherwise
     * @param spyDefaults the same for spies
     */
    ReceiveDestinationCommands(
            Resources resources,
            NetworkOnDemand network,
            Background background,
            SubscriptionDefaults ipcDefaults,
            SubscriptionDefaults spyDefaults) {
        this.resources = resources;
        this.network = network;
        this.background = background;
        this.ipcDefaults = ipcDefaults;
        this.spyDefaults = spyDefaults;
    }

    Command add(DirectBuffer buffer, int offset) {
        DestinationRequest request = request(buffer, offset);
        ChannelUri uri = ChannelUri.parse(request.channel());
        if (request.isLocal()) {
            return addLocal(request, uri);
        }
        DestinationRules.requireReceiveDestination(uri);
        Deferred<UdpChannel> resolution = resolve(uri, ChannelResolver::destination);
        return new AddReceiveDestination(request, resources, network.get(), resolution);
    }

    /** What a destination that is removed says besides its address is not looked at. */
    Command remove(DirectBuffer buffer, int offset) {
        DestinationRequest request = request(buffer, offset);
        if (request.isLocal()) {
            return new RemoveLocalDestination(request, resources);
        }
        request.requireManualControl(resources);
        Deferred<UdpChannel> resolution = resolve(ChannelUri.parse(request.channel()), ChannelResolver::destination);
        return new RemoveReceiveDestination(request, resources, network.get(), resolution);
    }

    private static DestinationRequest request(DirectBuffer buffer, int offset) {
        return new DestinationRequest(
                CorrelatedCommand.correlationId(buffer, offset),
                DestinationCommand.registrationId(buffer, offset),
                DestinationCommand.channel(buffer, offset));
    }

    private AddLocalDestination addLocal(DestinationRequest request, ChannelUri uri) {
        if (uri.isIpc() && uri.isSpy()) {
            throw new RequestRefusedException(
                    ErrorCode.INVALID_CHANNEL, "only UDP media has spies: channel=" + request.channel());
        }
        SubscriptionParams params = SubscriptionParams.of(uri, uri.isSpy() ? spyDefaults : ipcDefaults);
        LocalSource source = uri.isSpy()
                ? LocalSource.spy(
                        resolve(uri, ChannelResolver::channel), network.get().publications())
                : LocalSource.ipc(resources.publications());
        return new AddLocalDestination(request, params, source, resources);
    }

    private Deferred<UdpChannel> resolve(ChannelUri uri, BiFunction<ChannelResolver, ChannelUri, UdpChannel> meaning) {
        // What can be told without the network is told at once.
        NetworkParams.of(uri);
        ChannelResolver resolver = network.get().resolver();
        return background.start(() -> meaning.apply(resolver, uri));
    }
}
