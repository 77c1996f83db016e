package io.tradebus.benchmarks;

import org.HdrHistogram.Histogram;

/**
 * Times of filling a log and of reading it, by one thread. Of many rounds of the same work the median counts, since an
 * interruption is no cost of either. For one thread.
 */
final class LogTimes {
    private static final int PICOS = 1_000;

    // In picoseconds for a message: single ones take few nanoseconds.
    private final Histogram offer = new Histogram(3);
    private final Histogram poll = new Histogram(3);

    /** Nanoseconds that some messages took. */
    void record(long offerNs, long pollNs, int messages) {
        offer.recordValue(Math.max(0, offerNs * PICOS / messages));
        poll.recordValue(Math.max(0, pollNs * PICOS / messages));
    }

    /** Nanoseconds to append a message. */
    double offerNs() {
        return offer.getValueAtPercentile(50) / (double) PICOS;
    }

    /** Nanoseconds to read a message. */
    double pollNs() {
        return poll.getValueAtPercentile(50) / (double) PICOS;
    }
}
