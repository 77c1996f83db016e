package io.tradebus.core.driver.exchange;

import io.tradebus.core.counters.SetupRefusal;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * What a receiving endpoint has seen, for those who ask why a stream is not connected. Refusals are written by the
 * conductor, all else by the receiver. See {@link io.tradebus.core.counters.EvidenceCounter}.
 */
public record ReceiveEvidence(
        AtomicCounter datagramsHeard,
        AtomicCounter lastDatagram,
        AtomicCounter setupsHeard,
        AtomicCounter datagramsUnwanted,
        AtomicCounter lastUnwantedStream,
        AtomicCounter setupsRefused,
        AtomicCounter lastRefusal,
        AtomicCounter lastRefusedValue) {
    /** An offered stream could not be taken. Conductor only. */
    public void refused(SetupRefusal reason, long value) {
        lastRefusal.setRelease(reason.code());
        lastRefusedValue.setRelease(value);
        setupsRefused.incrementRelease();
    }
}
