package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.InboundLog;
import io.tradebus.core.driver.protocol.GapSettings;
import io.tradebus.core.files.LossReport;
import org.jspecify.annotations.Nullable;

/**
 * Writes what one image lost to the loss report, each byte once, however often it is asked for. Specified in
 * {@code docs/wire-protocol.md#loss-report}.
 *
 * <p>Remembers as many ranges as gaps can be open at a time; a gap that shrinks or grows overlaps the one that it was.
 */
final class LossRecord {
    private static final int RANGES = GapSettings.MAX_OUTSTANDING;

    private final LossReport report;
    private final CycleClock clock;
    private final InboundLog log;
    private final long[] begins = new long[RANGES];
    private final long[] ends = new long[RANGES];
    private int next;
    private LossReport.@Nullable Entry entry;

    LossRecord(LossReport report, CycleClock clock, InboundLog log) {
        this.report = report;
        this.clock = clock;
        this.log = log;
    }

    /** Something is missing, and is asked for or given up. */
    void onGap(long position, int length) {
        long begin = position;
        long end = position + length;
        long known = 0;
        for (int i = 0; i < RANGES; i++) {
            long overlap = Math.min(position + length, ends[i]) - Math.max(position, begins[i]);
            if (overlap > 0) {
                known += overlap;
                begin = Math.min(begin, begins[i]);
                end = Math.max(end, ends[i]);
                begins[i] = 0;
                ends[i] = 0;
            }
        }
        begins[next] = begin;
        ends[next] = end;
        next = (next + 1) % RANGES;
        if (known < length) {
            record(length - known);
        }
    }

    private void record(long bytesLost) {
        LossReport.Entry existing = entry;
        if (existing != null) {
            existing.record(bytesLost, clock.epochMs());
        } else {
            // Null while the report is full; then each loss tries again, which costs little.
            entry = report.add(
                    bytesLost, clock.epochMs(), log.sessionId(), log.streamId(), log.channel(), log.sourceIdentity());
        }
    }
}
