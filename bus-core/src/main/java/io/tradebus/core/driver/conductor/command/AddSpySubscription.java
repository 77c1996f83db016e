package io.tradebus.core.driver.conductor.command;

import io.tradebus.core.driver.conductor.network.Network;
import io.tradebus.core.driver.conductor.network.SpySource;
import io.tradebus.core.driver.conductor.resource.ReadableStream;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.StreamSource;
import io.tradebus.core.driver.conductor.resource.SubscriptionTraits;
import io.tradebus.core.driver.exchange.Deferred;
import io.tradebus.core.driver.media.UdpChannel;
import java.util.List;

/**
 * Adds a spy for a client, and links it with the publications to the network that it matches. Its names are resolved
 * first.
 */
final class AddSpySubscription extends AddLocalSubscription {
    private final Network network;
    private final Deferred<UdpChannel> resolution;

    AddSpySubscription(
            SubscriptionTraits traits, Resources resources, Network network, Deferred<UdpChannel> resolution) {
        super(traits, resources);
        this.network = network;
        this.resolution = resolution;
    }

    @Override
    boolean isPrepared() {
        return resolution.isDone();
    }

    @Override
    StreamSource source() {
        return new SpySource(resolution.result());
    }

    @Override
    List<? extends ReadableStream> streams() {
        return network.publications().all();
    }
}
