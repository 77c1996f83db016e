package io.tradebus.core.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing the application has: a publication, a subscription or a counter, and how it was asked for, so that it can be
 * asked for again. Used under the client's lock.
 */
final class Registration {
    /** The id of what no driver has at the moment. */
    static final long DETACHED = -1;

    /** A destination that was added to a publication or a subscription, by the id the application knows. */
    static final class Destination {
        final long id;
        final String channel;
        long driverId;

        Destination(long id, String channel) {
            this.id = id;
            this.channel = channel;
            driverId = id;
        }
    }

    private final PendingRequest request;
    private final AutoCloseable handle;
    private final List<Destination> destinations = new ArrayList<>();
    private long driverId;

    Registration(PendingRequest request, AutoCloseable handle) {
        this.request = request;
        this.handle = handle;
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

    List<Destination> destinations() {
        return destinations;
    }

    void addDestination(long id, String channel) {
        destinations.add(new Destination(id, channel));
    }

    void removeDestination(String channel) {
        destinations.removeIf(destination -> destination.channel.equals(channel));
    }

    void removeDestination(long id) {
        destinations.removeIf(destination -> destination.id == id);
    }

    /** A destination as the present driver knows it; what was not added here is known by the id that is given. */
    long driverIdOfDestination(long id) {
        for (Destination destination : destinations) {
            if (destination.id == id) {
                return destination.driverId;
            }
        }
        return id;
    }
}
