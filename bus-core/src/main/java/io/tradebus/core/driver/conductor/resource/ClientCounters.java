package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.counters.SystemCounters;
import io.tradebus.core.format.control.CounterText;
import io.tradebus.core.format.control.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/**
 * The counters that clients asked for. One that has an owner goes with it; a static one stays until the driver stops.
 * See docs/driver-behaviour.md#counters.
 */
public final class ClientCounters {
    /** A counter that goes with its owner. */
    private record Owned(long registrationId, long clientId, int counterId) {}

    private final List<Owned> owned = new ArrayList<>();
    private final CountersManager counters;
    private final ClientEvents events;

    public ClientCounters(CountersManager counters, ClientEvents events) {
        this.counters = counters;
        this.events = events;
    }

    /** Allocates a counter for a client and returns its id. */
    public int add(long registrationId, long clientId, int typeId, CounterText text) {
        int counterId = allocate(typeId, text);
        counters.setCounterRegistrationId(counterId, registrationId);
        counters.setCounterOwnerId(counterId, clientId);
        owned.add(new Owned(registrationId, clientId, counterId));
        return counterId;
    }

    /**
     * Returns the static counter of that type and registration id, which is allocated if there is none.
     *
     * @throws RequestRefusedException if there is one that has an owner
     */
    public int addStatic(long registrationId, int typeId, CounterText text) {
        int existing = counters.findByTypeIdAndRegistrationId(typeId, registrationId);
        if (existing != CountersReader.NULL_COUNTER_ID) {
            requireStatic(existing, typeId, registrationId);
            return existing;
        }
        int counterId = allocate(typeId, text);
        counters.setCounterRegistrationId(counterId, registrationId);
        counters.setCounterOwnerId(counterId, SystemCounters.DRIVER_OWNER_ID);
        return counterId;
    }

    /** Whether a counter with that registration id has an owner. */
    public boolean contains(long registrationId) {
        return indexOf(registrationId) >= 0;
    }

    /** Frees a counter. All clients are told before. */
    public void remove(long registrationId) {
        int index = indexOf(registrationId);
        if (index >= 0) {
            free(owned.remove(index));
        }
    }

    /** Frees what a client has that has ended. */
    public void releaseClient(long clientId) {
        for (int i = owned.size() - 1; i >= 0; i--) {
            if (owned.get(i).clientId() == clientId) {
                free(owned.remove(i));
            }
        }
    }

    private void free(Owned counter) {
        events.onCounterUnavailable(counter.registrationId(), counter.counterId());
        counters.free(counter.counterId());
    }

    private int indexOf(long registrationId) {
        for (int i = 0; i < owned.size(); i++) {
            if (owned.get(i).registrationId() == registrationId) {
                return i;
            }
        }
        return -1;
    }

    private int allocate(int typeId, CounterText text) {
        return counters.allocate(
                typeId,
                text.key(),
                text.keyOffset(),
                text.keyLength(),
                text.label(),
                text.labelOffset(),
                text.labelLength());
    }

    private void requireStatic(int counterId, int typeId, long registrationId) {
        if (counters.getCounterOwnerId(counterId) != SystemCounters.DRIVER_OWNER_ID) {
            throw new RequestRefusedException(
                    ErrorCode.GENERIC_ERROR,
                    "cannot add static counter, because a non-static counter exists (counterId=" + counterId
                            + ") for typeId=" + typeId + " and registrationId=" + registrationId);
        }
    }
}
