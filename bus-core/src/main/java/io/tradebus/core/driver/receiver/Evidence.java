package io.tradebus.core.driver.receiver;

import io.tradebus.core.counters.SetupRefusal;
import io.tradebus.core.driver.exchange.ConductorRequests;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.ReceiveEvidence;

/**
 * Adds up what an endpoint sees in one cycle, so that the counters that others read are written once for all of it.
 * Specified in {@link io.tradebus.core.counters.EvidenceCounter}.
 */
final class Evidence {
    private final ReceiveEvidence counters;
    private final Mailbox<ConductorRequests> conductor;
    private final CycleClock clock;
    private long heard;
    private long told;
    private long unwanted;
    private int lastUnwantedStream;

    Evidence(ReceiveEvidence counters, Mailbox<ConductorRequests> conductor, CycleClock clock) {
        this.counters = counters;
        this.conductor = conductor;
        this.clock = clock;
    }

    void onDatagram() {
        heard++;
    }

    void onUnwanted(int streamId) {
        unwanted++;
        lastUnwantedStream = streamId;
    }

    void onSetup() {
        counters.setupsHeard().incrementRelease();
    }

    /** A stream that was offered has as many sessions as it may. The counters of refusals are the conductor's to write. */
    void refuseSession(int limit) {
        conductor.offer(agent -> counters.refused(SetupRefusal.TOO_MANY_SESSIONS, limit));
    }

    /** Whether something was heard since the last {@link #endCycle}. */
    boolean hasNews() {
        return heard != told;
    }

    void endCycle() {
        told = heard;
        counters.datagramsHeard().setRelease(heard);
        counters.lastDatagram().setRelease(clock.epochMs());
        if (unwanted != counters.datagramsUnwanted().getPlain()) {
            counters.lastUnwantedStream().setRelease(lastUnwantedStream);
            counters.datagramsUnwanted().setRelease(unwanted);
        }
    }
}
