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
    /** A sender that is refused offers again each 100 ms; that need not be told each time. */
    private static final long REFUSAL_SPACING_NS = 1_000_000_000L;

    private final ReceiveEvidence counters;
    private final Mailbox<ConductorRequests> conductor;
    private final CycleClock clock;
    private final long[] refusedNs = new long[SetupRefusal.OTHER.code() + 1];
    private final boolean[] wasRefused = new boolean[refusedNs.length];
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

    /**
     * An offered stream could not be taken. The counters of refusals are the conductor's, so it is asked to write them.
     *
     * @return whether this is told, as it was not lately
     */
    boolean refuse(SetupRefusal reason, long value) {
        int code = reason.code();
        long nowNs = clock.nowNs();
        if (wasRefused[code] && nowNs - refusedNs[code] < REFUSAL_SPACING_NS) {
            return false;
        }
        wasRefused[code] = true;
        refusedNs[code] = nowNs;
        conductor.offer(agent -> counters.refused(reason, value));
        return true;
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
