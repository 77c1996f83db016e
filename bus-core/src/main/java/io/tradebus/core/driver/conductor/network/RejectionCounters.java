package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.counters.EvidenceCounter;
import io.tradebus.core.driver.exchange.RejectedDatagrams;
import io.tradebus.core.format.frame.DatagramFault;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/**
 * The counters of dropped datagrams by reason. They come with the first endpoint and stay until the driver ends, so that a
 * driver that reaches no other machine has none.
 */
public final class RejectionCounters {
    private final CountersManager counters;
    private final RejectedDatagrams rejected;
    private boolean areAllocated;

    public RejectionCounters(CountersManager counters, RejectedDatagrams rejected) {
        this.counters = counters;
        this.rejected = rejected;
    }

    void ensureAllocated() {
        if (areAllocated) {
            return;
        }
        areAllocated = true;
        for (DatagramFault fault : DatagramFault.values()) {
            int counterId = EvidenceCounter.allocateRejected(counters, fault.ordinal(), fault.text());
            rejected.counter(fault, new AtomicCounter(counters.valuesBuffer(), counterId, counters));
        }
    }
}
