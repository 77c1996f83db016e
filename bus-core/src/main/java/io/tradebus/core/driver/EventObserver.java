package io.tradebus.core.driver;

import io.tradebus.core.driver.conductor.network.ImageState;
import io.tradebus.core.driver.conductor.resource.PublicationState;
import io.tradebus.core.driver.conductor.resource.TetherState;
import io.tradebus.core.driver.event.ConductorEvents;
import io.tradebus.core.driver.event.NameEvents;
import java.net.InetAddress;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of what the conductor tells its observers. Keeps the streams there are, since later it is told their ids
 * only.
 */
final class EventObserver implements DriverObserver {
    private final ConductorEvents events;
    private final NameEvents names;
    private final Long2ObjectHashMap<Stream> publications = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<Stream> images = new Long2ObjectHashMap<>();

    private record Stream(int sessionId, int streamId, String channel) {}

    EventObserver(ConductorEvents events, NameEvents names) {
        this.events = events;
        this.names = names;
    }

    @Override
    public void onPublicationAdded(long registrationId, int sessionId, int streamId, String channel) {
        publications.put(registrationId, new Stream(sessionId, streamId, channel));
    }

    @Override
    public void onPublicationState(long registrationId, PublicationState before, PublicationState now) {
        Stream stream = publications.get(registrationId);
        if (stream == null) {
            return;
        }
        if (before == PublicationState.ACTIVE && now == PublicationState.LINGERING) {
            events.onPublicationRevoked(registrationId, stream.sessionId(), stream.streamId(), stream.channel());
        }
        if (now == PublicationState.DONE) {
            publications.remove(registrationId);
            events.onPublicationCleanUp(registrationId, stream.sessionId(), stream.streamId(), stream.channel());
        }
    }

    @Override
    public void onSubscriptionRemoved(long registrationId, int streamId, String channel) {
        events.onSubscriptionCleanUp(registrationId, streamId, channel);
    }

    @Override
    public void onTetherState(long imageId, long subscriptionId, TetherState before, TetherState now) {
        Stream stream = stream(imageId);
        if (stream != null) {
            events.onTetherState(
                    new ConductorEvents.Tether(
                            subscriptionId, imageId, stream.sessionId(), stream.streamId(), stream.channel()),
                    before.name(),
                    now.name());
        }
    }

    @Override
    public void onSendEndpointOpened(String channel, String localAddress) {
        events.onSendChannelCreated(channel, localAddress);
    }

    @Override
    public void onReceiveEndpointOpened(String channel, String localAddress) {
        events.onReceiveChannelCreated(channel, localAddress);
    }

    @Override
    public void onSendEndpointClosed(String channel) {
        events.onSendChannelClosed(channel);
    }

    @Override
    public void onReceiveEndpointClosed(String channel) {
        events.onReceiveChannelClosed(channel);
    }

    /** A destination is where a subscription receives, as an endpoint is. */
    @Override
    public void onReceiveDestinationOpened(String channel, String localAddress) {
        events.onReceiveChannelCreated(channel, localAddress);
    }

    @Override
    public void onReceiveDestinationClosed(String channel) {
        events.onReceiveChannelClosed(channel);
    }

    @Override
    public void onNetworkImage(long imageId, int sessionId, int streamId, String channel, String source) {
        images.put(imageId, new Stream(sessionId, streamId, channel));
    }

    @Override
    public void onImageState(long imageId, ImageState before, ImageState now) {
        if (now == ImageState.DONE) {
            Stream stream = images.remove(imageId);
            if (stream != null) {
                events.onImageCleanUp(imageId, stream.sessionId(), stream.streamId(), stream.channel());
            }
        }
    }

    @Override
    public void onNeighborAdded(String address) {
        names.onNeighborAdded(address);
    }

    @Override
    public void onNeighborRemoved(String address) {
        names.onNeighborRemoved(address);
    }

    @Override
    public void onHostLookedUp(
            String source, String host, boolean isReResolution, @Nullable InetAddress address, long durationNs) {
        names.onResolved(source, durationNs, host, isReResolution, address == null ? "" : address.getHostAddress());
    }

    /** Readers on this machine read the publication itself, and take its id for that of an image. */
    private @Nullable Stream stream(long imageId) {
        Stream image = images.get(imageId);
        return image == null ? publications.get(imageId) : image;
    }
}
