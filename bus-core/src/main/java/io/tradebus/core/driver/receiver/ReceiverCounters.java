package io.tradebus.core.driver.receiver;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.counters.SystemCounters;
import org.agrona.concurrent.status.AtomicCounter;

/** The system counters of the receiver, which is the only one to write them, but for short sends. */
record ReceiverCounters(
        AtomicCounter heartbeatsReceived,
        AtomicCounter statusMessagesSent,
        AtomicCounter errorFramesSent,
        AtomicCounter naksSent,
        AtomicCounter underRuns,
        AtomicCounter overRuns,
        AtomicCounter gapFills,
        AtomicCounter possibleTtlAsymmetry,
        AtomicCounter imagesRevoked,
        AtomicCounter shortSends) {
    static ReceiverCounters of(SystemCounters system) {
        return new ReceiverCounters(
                system.get(SystemCounter.HEARTBEATS_RECEIVED),
                system.get(SystemCounter.STATUS_MESSAGES_SENT),
                system.get(SystemCounter.ERROR_FRAMES_SENT),
                system.get(SystemCounter.NAKS_SENT),
                system.get(SystemCounter.FLOW_CONTROL_UNDER_RUNS),
                system.get(SystemCounter.FLOW_CONTROL_OVER_RUNS),
                system.get(SystemCounter.LOSS_GAP_FILLS),
                system.get(SystemCounter.POSSIBLE_TTL_ASYMMETRY),
                system.get(SystemCounter.IMAGES_REVOKED),
                system.get(SystemCounter.SHORT_SENDS));
    }
}
