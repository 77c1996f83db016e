package io.tradebus.core.driver.exchange;

import io.tradebus.core.format.frame.DatagramFault;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;

/**
 * Counts datagrams that were dropped, all together and by reason. Sender and receiver both write, which is rare, so each
 * counter is incremented as one step.
 */
public final class RejectedDatagrams {
    private final AtomicCounter all;
    private final AtomicReferenceArray<AtomicCounter> byFault =
            new AtomicReferenceArray<>(DatagramFault.values().length);

    /** @param all counts every datagram that is dropped, whatever the reason */
    public RejectedDatagrams(AtomicCounter all) {
        this.all = all;
    }

    /** Has datagrams that are dropped for this reason counted from now on, or no longer. Conductor only. */
    public void counter(DatagramFault fault, @Nullable AtomicCounter counter) {
        byFault.set(fault.ordinal(), counter);
    }

    /** A datagram is dropped. Sender and receiver. */
    public void count(DatagramFault fault) {
        all.increment();
        AtomicCounter counter = byFault.get(fault.ordinal());
        if (counter != null) {
            counter.increment();
        }
    }
}
