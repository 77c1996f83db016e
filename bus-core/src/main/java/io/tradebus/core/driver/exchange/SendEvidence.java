package io.tradebus.core.driver.exchange;

import org.agrona.concurrent.status.AtomicCounter;

/**
 * What a sending endpoint has seen and done, for those who ask why a stream is not connected; written by the sender. See
 * {@link io.tradebus.core.counters.EvidenceCounter}.
 */
public record SendEvidence(
        AtomicCounter setupsSent,
        AtomicCounter statusMessagesHeard,
        AtomicCounter lastStatusMessage,
        AtomicCounter sendsRefused) {}
