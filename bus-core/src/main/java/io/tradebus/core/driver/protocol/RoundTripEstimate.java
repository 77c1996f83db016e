package io.tradebus.core.driver.protocol;

/**
 * What a round trip is taken for, from a request to the first byte of its answer. The mean and the mean deviation of the
 * samples are smoothed, as is usual; an answer counts as overdue four deviations after the mean. Without an answer the
 * time doubles, and stays doubled until an answer can be measured: otherwise a first guess that is too short would make
 * every gap be asked for twice, and then none could be measured.
 */
final class RoundTripEstimate {
    private static final long INITIAL_NS = 10_000_000;
    private static final long MAX_NS = 2_000_000_000;
    private static final int MEAN_SHIFT = 3;
    private static final int DEVIATION_SHIFT = 2;
    private static final int SOONEST_SHIFT = 2;

    private final long minNs;
    private boolean hasSample;
    private long meanNs;
    private long deviationNs;
    private long roundTripNs;
    private long timeoutNs;

    RoundTripEstimate(long minNs) {
        this.minNs = minNs;
        roundTripNs = clamp(INITIAL_NS);
        timeoutNs = roundTripNs;
    }

    long roundTripNs() {
        return roundTripNs;
    }

    /** After this time an answer is overdue. */
    long timeoutNs() {
        return timeoutNs;
    }

    /** The beginning of a gap has arrived. */
    void onFilled(Gap gap, long nowNs) {
        long answerNs = gap.answerNs(nowNs, roundTripNs >> SOONEST_SHIFT);
        if (answerNs >= 0) {
            onSample(Math.min(answerNs, MAX_NS));
        }
    }

    /**
     * An answer did not come within a time that was right when it was asked for. Of several that are overdue together
     * only the first one counts.
     */
    void onOverdue(long timeoutThenNs) {
        if (timeoutThenNs >= timeoutNs) {
            timeoutNs = clamp(2 * timeoutNs);
            if (!hasSample) {
                roundTripNs = timeoutNs;
            }
        }
    }

    private void onSample(long sampleNs) {
        if (hasSample) {
            long errorNs = sampleNs - meanNs;
            meanNs += errorNs >> MEAN_SHIFT;
            deviationNs += (Math.abs(errorNs) - deviationNs) >> DEVIATION_SHIFT;
        } else {
            hasSample = true;
            meanNs = sampleNs;
            deviationNs = sampleNs >> DEVIATION_SHIFT;
        }
        roundTripNs = clamp(meanNs);
        timeoutNs = clamp(meanNs + (deviationNs << DEVIATION_SHIFT));
    }

    private long clamp(long ns) {
        return Math.max(minNs, Math.min(ns, Math.max(minNs, MAX_NS)));
    }
}
