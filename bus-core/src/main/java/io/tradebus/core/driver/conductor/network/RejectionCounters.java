package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.counters.EvidenceCounter;
import io.tradebus.core.driver.exchange.RejectedDatagrams;
import io.tradebus.core.format.frame.DatagramFault;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/**
 * The counters of dropped datagrams by reason. They come with the first endpoint and stay until the driver ends, so
 * that a driver that reaches no other machine has none.
 */
public final class RejectionCounters {
    private static final DatagramFault[] FAULTS = DatagramFault.values();

    private final CountersManager counters;
    private final RejectedDatagrams rejected;
    private int allocated;

    public RejectionCounters(CountersManager counters, RejectedDatagrams rejected) {
        this.counters = counters;
        this.rejected = rejected;
    }

    void ensureAllocated() {
        // Goes on where it was when there was no room for another one.
        while (allocated < FAULTS.length) {
            DatagramFault fault = FAULTS[allocated];
            int counterId = EvidenceCounter.allocateRejected(counters, fault.ordinal(), fault.text());
            rejected.counter(fault, new AtomicCounter(counters.valuesBuffer(), counterId, counters));
            allocated++;
        }
    }
}
