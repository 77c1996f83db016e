package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.StreamCounter;
import io.tradebus.core.counters.StreamKey;
import io.tradebus.core.counters.SystemCounters;
import io.tradebus.core.driver.conductor.resource.PublicationCounters;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/** The making of the counters of one stream; all are given back when one of them cannot be had. */
final class Allocation {
    private final List<AtomicCounter> allocated = new ArrayList<>();
    private final CountersManager counters;
    private final long ownerId;
    private final StreamKey key;

    Allocation(CountersManager counters, long ownerId, StreamKey key) {
        this.counters = counters;
        this.ownerId = ownerId;
        this.key = key;
    }

    PublicationCounters published(boolean isExclusive) {
        PublicationCounters published = PublicationCounters.allocate(counters, isExclusive, ownerId, key);
        allocated.add(published.producerPosition());
        allocated.add(published.limit());
        return published;
    }

    AtomicCounter counter(CounterType type) {
        return counter(type, type.label(), ownerId);
    }

    /**
     * One that belongs to the driver, as clients expect of some.
     *
     * @param name the beginning of the label
     */
    AtomicCounter counterOfDriver(CounterType type, String name) {
        return counter(type, name, SystemCounters.DRIVER_OWNER_ID);
    }

    private AtomicCounter counter(CounterType type, String name, long ownerId) {
        int counterId = StreamCounter.allocate(counters, type, name, ownerId, key);
        AtomicCounter counter = new AtomicCounter(counters.valuesBuffer(), counterId, counters);
        allocated.add(counter);
        return counter;
    }

    void undo() {
        allocated.forEach(AtomicCounter::close);
    }
}
