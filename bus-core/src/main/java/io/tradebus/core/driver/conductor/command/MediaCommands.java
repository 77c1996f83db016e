package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.network.NetworkOnDemand;
import io.tradebus.core.driver.conductor.resource.Background;
import io.tradebus.core.driver.conductor.resource.RequestRefusedException;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.SubscriptionTraits;
import io.tradebus.core.driver.exchange.Deferred;
import io.tradebus.core.driver.media.ChannelResolver;
import io.tradebus.core.driver.media.UdpChannel;
import io.tradebus.core.driver.protocol.CongestionControls;
import io.tradebus.core.format.channel.ChannelUri;
import io.tradebus.core.format.channel.NetworkParams;
import io.tradebus.core.format.channel.SubscriptionParams;
import io.tradebus.core.format.control.ErrorCode;
import java.util.function.IntSupplier;

/** Makes the commands that differ by the medium of their channel. */
public final class MediaCommands {
    private final Resources resources;
    private final NetworkOnDemand network;
    private final Background background;
    private final StreamDefaults ipcDefaults;
    private final StreamDefaults networkDefaults;
    private final LogPlan ipcPlan;
    private final LogPlan networkPlan;

    /**
     * @param background where names are resolved
     * @param initialTermIds where streams begin whose publisher does not say
     */
    public MediaCommands(
            Resources resources,
            NetworkOnDemand network,
            Background background,
            StreamDefaults ipcDefaults,
            StreamDefaults networkDefaults,
            IntSupplier initialTermIds) {
        this.resources = resources;
        this.network = network;
        this.background = background;
        this.ipcDefaults = ipcDefaults;
        this.networkDefaults = networkDefaults;
        ipcPlan = new LogPlan(ipcDefaults, initialTermIds);
        networkPlan = new LogPlan(networkDefaults, initialTermIds);
    }

    /** What exists because streams leave the machine or come to it, once some do. */
    NetworkOnDemand network() {
        return network;
    }

    /** The commands about whom publications are sent to. */
    SendDestinationCommands sendDestinations() {
        return new SendDestinationCommands(resources, network, background);
    }

    /** A spy's prefix means nothing to a publication. */
    Command addPublication(PublicationRequest request) {
        requireNoSpyOfIpc(request.uri(), request.channel());
        if (request.uri().isUdp()) {
            Deferred<UdpChannel> resolution = resolve(request.uri());
            return new AddNetworkPublication(request, resources, networkPlan, network.get(), resolution);
        }
        return new AddIpcPublication(request, resources, ipcPlan);
    }

    Command addSubscription(long correlationId, long clientId, int streamId, String channel, ChannelUri uri) {
        if (uri.isUdp()) {
            // Decides the code when a parameter is at fault that both look at.
            NetworkParams.of(uri);
        }
        StreamDefaults defaults = uri.isUdp() ? networkDefaults : ipcDefaults;
        SubscriptionParams params = SubscriptionParams.of(uri, defaults.subscription());
        SubscriptionTraits traits = new SubscriptionTraits(correlationId, clientId, streamId, channel, params);
        if (!uri.isUdp()) {
            requireNoSpyOfIpc(uri, channel);
            return new AddIpcSubscription(traits, resources);
        }
        if (uri.isSpy()) {
            Deferred<UdpChannel> resolution = resolve(uri);
            return new AddSpySubscription(traits, resources, network.get(), resolution);
        }
        NetworkParams.requireNoMediaTimestamps(uri);
        int likelyWindow = CongestionControls.maxWindowLength(
                params.receiverWindow(), defaults.publication().log().termLength());
        Deferred<UdpChannel> resolution = resolve(uri);
        return new AddNetworkSubscription(traits, resources, network.get(), resolution, likelyWindow);
    }

    /** Makes the commands for destinations of subscriptions. */
    ReceiveDestinationCommands receiveDestinations() {
        return new ReceiveDestinationCommands(
                resources, network, background, ipcDefaults.subscription(), networkDefaults.subscription());
    }

    private Deferred<UdpChannel> resolve(ChannelUri uri) {
        // What can be told without the network is told at once.
        NetworkParams.of(uri);
        ChannelResolver resolver = network.get().resolver();
        return background.start(() -> resolver.channel(uri));
    }

    private static void requireNoSpyOfIpc(ChannelUri uri, String channel) {
        if (uri.isIpc() && uri.isSpy()) {
            throw new RequestRefusedException(
                    ErrorCode.INVALID_CHANNEL, "only UDP media has spies: channel=" + channel);
        }
    }
}
