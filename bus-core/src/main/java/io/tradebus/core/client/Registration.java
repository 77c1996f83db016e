package io.tradebus.core.client;

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
    private final @Nullable Destinations destinations;
    private final OtherHalf otherHalf;
    private long driverId;

    /** {@code destinations} are null for what has none. */
    Registration(
            PendingRequest request, AutoCloseable handle, @Nullable Destinations destinations, OtherHalf otherHalf) {
        this.request = request;
        this.handle = handle;
        this.destinations = destinations;
        this.otherHalf = otherHalf;
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

    /** The destinations of a publication or a subscription; null for a counter. */
    @Nullable Destinations destinations() {
        return destinations;
    }

    /** What its channel names by an id of the driver. */
    OtherHalf otherHalf() {
        return otherHalf;
    }
}
