package io.tradebus.core.client;

import io.tradebus.core.client.Destinations.Destination;
import io.tradebus.core.format.channel.ChannelUri;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * One thing the application has: a publication, a subscription or a counter, and how it was asked for, so that it can be
 * asked for again. Used under the client's lock.
 */
final class Registration {
    /** The id of what no driver has at the moment. */
    static final long DETACHED = -1;

    private final PendingRequest request;
    private final AutoCloseable handle;
    private final @Nullable Destinations localDestinations;
    private final OtherHalf otherHalf;
    private final @Nullable Destinations destinations;
    private long driverId;

    /** {@code destinations} are those of its endpoint, null for what has none. */
    Registration(
            PendingRequest request, AutoCloseable handle, @Nullable Destinations destinations, OtherHalf otherHalf) {
        this.request = request;
        this.handle = handle;
        this.destinations = destinations;
        this.otherHalf = otherHalf;
        localDestinations = handle instanceof Subscription ? Destinations.ofSubscription() : null;
        driverId = request.correlationId;
    }

    /** The request by which it was added first; its correlation id is the one the application knows. */
    PendingRequest request() {
        return request;
    }

    /** The request by which it was added to the present driver; {@link #DETACHED} when it was not yet. */
    long driverId() {
        return driverId;
    }

    void driverId(long newDriverId) {
        driverId = newDriverId;
    }

    boolean isAttached() {
        return driverId != DETACHED;
    }

    @Nullable Publication publication() {
        return handle instanceof Publication publication ? publication : null;
    }

    @Nullable Subscription subscription() {
        return handle instanceof Subscription subscription ? subscription : null;
    }

    @Nullable Counter counter() {
        return handle instanceof Counter counter ? counter : null;
    }

    AutoCloseable handle() {
        return handle;
    }

    /** The destinations of the endpoint of a publication or a subscription; null for a counter. */
    @Nullable Destinations destinations() {
        return destinations == null ? null : destinations.current();
    }

    /** Those among which one with this channel is, or would be; null for a counter. */
    @Nullable Destinations destinations(String channel) {
        return localDestinations != null && ChannelUri.isLocal(channel) ? localDestinations : destinations();
    }

    /** Those that the present driver was not asked for yet. */
    List<Destination> detachedDestinations() {
        List<Destination> detached = new ArrayList<>();
        Destinations shared = destinations();
        if (shared != null) {
            detached.addAll(shared.detached());
        }
        if (localDestinations != null) {
            detached.addAll(localDestinations.detached());
        }
        return detached;
    }

    /** Whether a destination is one of its endpoint. */
    boolean shares(Destination destination) {
        Destinations shared = destinations();
        return shared != null && shared.has(destination);
    }

    /** The driver is lost that had its destinations. */
    void detachDestinations() {
        Destinations shared = destinations();
        if (shared != null) {
            shared.detach();
        }
        if (localDestinations != null) {
            localDestinations.detach();
        }
    }

    /** Counter with the status of its endpoint, which no other endpoint of the present driver has; -1 if it has none. */
    int channelStatusId() {
        Publication publication = publication();
        if (publication != null) {
            return publication.channelStatusId();
        }
        Subscription subscription = subscription();
        return subscription == null ? CountersReader.NULL_COUNTER_ID : subscription.channelStatusId();
    }

    /** What its channel names by an id of the driver. */
    OtherHalf otherHalf() {
        return otherHalf;
    }
}
