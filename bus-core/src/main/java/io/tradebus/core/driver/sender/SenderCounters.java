package io.tradebus.core.driver.sender;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.counters.SystemCounters;
import org.agrona.concurrent.status.AtomicCounter;

/** The system counters that the sender alone writes. */
record SenderCounters(
        AtomicCounter statusMessagesReceived,
        AtomicCounter statusMessagesRejected,
        AtomicCounter naksReceived,
        AtomicCounter errorFramesReceived,
        AtomicCounter heartbeatsSent,
        AtomicCounter retransmitsSent,
        AtomicCounter retransmittedBytes,
        AtomicCounter retransmitOverflows,
        AtomicCounter flowControlLimits) {
    static SenderCounters of(SystemCounters system) {
        return new SenderCounters(
                system.get(SystemCounter.STATUS_MESSAGES_RECEIVED),
                system.get(SystemCounter.STATUS_MESSAGES_REJECTED),
                system.get(SystemCounter.NAKS_RECEIVED),
                system.get(SystemCounter.ERROR_FRAMES_RECEIVED),
                system.get(SystemCounter.HEARTBEATS_SENT),
                system.get(SystemCounter.RETRANSMITS_SENT),
                system.get(SystemCounter.RETRANSMITTED_BYTES),
                system.get(SystemCounter.RETRANSMIT_OVERFLOWS),
                system.get(SystemCounter.SENDER_FLOW_CONTROL_LIMITS));
    }
}
