package io.tradebus.core.driver.sender;

import static io.tradebus.core.format.frame.DataFrame.FLAGS_UNFRAGMENTED;
import static io.tradebus.core.format.frame.DataFrame.FLAG_END_OF_STREAM;
import static io.tradebus.core.format.frame.DataFrame.FLAG_REVOKED;

import io.tradebus.core.driver.exchange.OutboundLog;
import io.tradebus.core.driver.protocol.CommonMoments;

/**
 * Says how far a stream is while nothing else is sent. See
 * {@code docs/wire-protocol.md#heartbeats-end-of-stream-revocation}.
 */
final class Heartbeats {
    /** While nothing has happened to the stream. */
    static final int OPEN = FLAGS_UNFRAGMENTED;

    /** Nothing follows any more. */
    static final int ENDED = FLAGS_UNFRAGMENTED | FLAG_END_OF_STREAM;

    /** The publication was taken back. */
    static final int REVOKED = FLAGS_UNFRAGMENTED | FLAG_END_OF_STREAM | FLAG_REVOKED;

    private static final long INTERVAL_NS = 100_000_000;

    /** Those of many streams are due at the same moments, at most so much early, so that they can leave together. */
    private static final long STEP_NS = 5_000_000;

    private final OutboundTerms terms;
    private final StreamOutlet outlet;
    private final HeartbeatRun run;
    private final int sessionId;
    private final int streamId;
    private long dueNs;

    Heartbeats(OutboundLog log, OutboundTerms terms, StreamOutlet outlet, HeartbeatRun run, long nowNs) {
        this.terms = terms;
        this.outlet = outlet;
        this.run = run;
        sessionId = log.sessionId();
        streamId = log.streamId();
        dueNs = nowNs;
    }

    /** Data was sent, so that nothing needs to be said for a while. */
    void onDataSent(long nowNs) {
        dueNs = nextDueNs(nowNs);
    }

    boolean isDue(long nowNs) {
        return nowNs - dueNs >= 0;
    }

    /** When the next one is due. */
    long dueNs() {
        return dueNs;
    }

    /** @param flags {@link #OPEN}, {@link #ENDED} or {@link #REVOKED} */
    void send(long position, int flags, long nowNs) {
        dueNs = nextDueNs(nowNs);
        run.add(outlet, flags, terms.termOffset(position), sessionId, streamId, terms.termId(position));
    }

    private static long nextDueNs(long nowNs) {
        return CommonMoments.lastUpTo(nowNs + INTERVAL_NS, STEP_NS);
    }
}
