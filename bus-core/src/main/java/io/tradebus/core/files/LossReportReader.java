package io.tradebus.core.files;

import org.agrona.BitUtil;
import org.agrona.concurrent.AtomicBuffer;

/** Reads a loss report, also one that is being written. See docs/shared-memory.md#loss-report. */
public final class LossReportReader {
    /** Receives entries in the order in which they were created. */
    @FunctionalInterface
    public interface Consumer {
        void onEntry(Entry entry);
    }

    /**
     * The losses of one image.
     *
     * @param firstMs milliseconds since the epoch, as {@code lastMs}
     */
    public record Entry(
            long observationCount,
            long totalBytesLost,
            long firstMs,
            long lastMs,
            int sessionId,
            int streamId,
            String channel,
            String source) {}

    private LossReportReader() {}

    /** Returns how many entries there were. */
    public static int read(AtomicBuffer report, Consumer consumer) {
        int count = 0;
        int offset = 0;
        while (offset <= report.capacity() - LossReport.CHANNEL - 2 * Integer.BYTES) {
            long observations = report.getLongVolatile(offset + LossReport.OBSERVATION_COUNT);
            if (observations <= 0) {
                break;
            }
            int channelLength = report.getInt(offset + LossReport.CHANNEL);
            int source = offset + LossReport.sourceOffset(channelLength);
            consumer.onEntry(new Entry(
                    observations,
                    report.getLong(offset + LossReport.TOTAL_BYTES_LOST),
                    report.getLong(offset + LossReport.FIRST_OBSERVATION),
                    report.getLongVolatile(offset + LossReport.LAST_OBSERVATION),
                    report.getInt(offset + LossReport.SESSION_ID),
                    report.getInt(offset + LossReport.STREAM_ID),
                    report.getStringAscii(offset + LossReport.CHANNEL),
                    report.getStringAscii(source)));
            int length = source + Integer.BYTES + report.getInt(source) - offset;
            offset += BitUtil.align(length, LossReport.ENTRY_ALIGNMENT);
            count++;
        }
        return count;
    }
}
