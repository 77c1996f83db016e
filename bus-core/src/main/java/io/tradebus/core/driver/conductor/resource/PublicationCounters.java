package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.StreamCounter;
import io.tradebus.core.counters.StreamKey;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/**
 * The counters of one publication.
 *
 * @param producerPosition position up to which something was appended, in bytes
 * @param limit first position at which nothing may be appended, in bytes
 */
public record PublicationCounters(AtomicCounter producerPosition, AtomicCounter limit) {
    /** Allocates them for the client that asked first. Nothing is left allocated when there is no room. */
    public static PublicationCounters allocate(
            CountersManager counters, boolean isExclusive, long ownerId, StreamKey key) {
        int positionId = StreamCounter.allocatePublisherPosition(counters, isExclusive, ownerId, key);
        try {
            int limitId = StreamCounter.allocate(counters, CounterType.PUBLISHER_LIMIT, ownerId, key);
            return new PublicationCounters(counter(counters, positionId), counter(counters, limitId));
        } catch (RuntimeException e) {
            counters.free(positionId);
            throw e;
        }
    }

    private static AtomicCounter counter(CountersManager counters, int id) {
        return new AtomicCounter(counters.valuesBuffer(), id, counters);
    }
}
