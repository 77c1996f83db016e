package io.tradebus.core.client;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a client has by the ids of drivers and of the application, and by the handle. Keeps the order in which things
 * were added. Used under the client's lock.
 */
final class RegistrationIndex {
    private final Map<Long, Registration> byFirstId = new LinkedHashMap<>();
    private final Map<AutoCloseable, Registration> byHandle = new IdentityHashMap<>();
    private final Long2ObjectHashMap<Registration> byDriverId = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<List<Registration>> byOriginalId = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<List<Registration>> byChannelStatusId = new Long2ObjectHashMap<>();

    /** Adds what the driver knows by the id of the request. */
    void add(Registration registration) {
        long id = registration.request().correlationId;
        byFirstId.put(id, registration);
        byHandle.put(registration.handle(), registration);
        onAttached(registration, id);
    }

    void remove(Registration registration) {
        byFirstId.remove(registration.request().correlationId);
        byHandle.remove(registration.handle());
        forget(registration);
    }

    /** The present driver knows something by an id. A publication must have its new log, a subscription its new status. */
    void onAttached(Registration registration, long driverId) {
        registration.driverId(driverId);
        byDriverId.put(driverId, registration);
        Publication publication = registration.publication();
        if (publication != null) {
            put(byOriginalId, publication.originalRegistrationId(), registration);
        }
        if (registration.channelStatusId() != CountersReader.NULL_COUNTER_ID) {
            put(byChannelStatusId, registration.channelStatusId(), registration);
        }
    }

    /** There is no driver that knows something. */
    void onDetached(Registration registration) {
        forget(registration);
        registration.driverId(Registration.DETACHED);
    }

    /** All there are, in the order they were added. */
    List<Registration> all() {
        return new ArrayList<>(byFirstId.values());
    }

    @Nullable Registration byFirstId(long id) {
        return byFirstId.get(id);
    }

    @Nullable Registration byHandle(AutoCloseable handle) {
        return byHandle.get(handle);
    }

    /** What the present driver knows by an id. */
    @Nullable Registration attached(long driverId) {
        return byDriverId.get(driverId);
    }

    /** The publications that the present driver counts as one, by the id of the first of them. */
    List<Registration> sharing(long originalId) {
        List<Registration> found = byOriginalId.get(originalId);
        return found == null ? List.of() : found;
    }

    /** What shares an endpoint of the present driver, by the counter with its status. */
    List<Registration> sharingEndpoint(int channelStatusId) {
        List<Registration> found = byChannelStatusId.get(channelStatusId);
        return found == null ? List.of() : found;
    }

    private void forget(Registration registration) {
        byDriverId.remove(registration.driverId());
        Publication publication = registration.publication();
        if (publication != null) {
            take(byOriginalId, publication.originalRegistrationId(), registration);
        }
        take(byChannelStatusId, registration.channelStatusId(), registration);
    }

    private static void put(Long2ObjectHashMap<List<Registration>> sharing, long id, Registration registration) {
        List<Registration> found = sharing.get(id);
        if (found == null) {
            found = new ArrayList<>();
            sharing.put(id, found);
        }
        found.add(registration);
    }

    private static void take(Long2ObjectHashMap<List<Registration>> sharing, long id, Registration registration) {
        List<Registration> found = sharing.get(id);
        if (found != null && found.remove(registration) && found.isEmpty()) {
            sharing.remove(id);
        }
    }
}
