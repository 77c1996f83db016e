package io.tradebus.core.driver.protocol;

import static io.tradebus.core.format.frame.DataFrame.FRAME_ALIGNMENT;

/**
 * How much may still be asked for, given what was asked for in the last round trip. Requests are remembered one by one,
 * so that the bounds hold for a round trip wherever it begins.
 */
final class RequestBudget {
    private final long maxBytes;
    private final long[] timesNs;
    private final int[] lengths;
    private int oldest;
    private int requests;
    private long bytes;

    RequestBudget(GapSettings settings) {
        maxBytes = Math.max(FRAME_ALIGNMENT, settings.maxBytesPerRoundTrip() & -FRAME_ALIGNMENT);
        timesNs = new long[settings.requestsPerRoundTrip()];
        lengths = new int[settings.requestsPerRoundTrip()];
    }

    /** Forgets what is a round trip ago, and says whether one more request may be made. */
    boolean isOpen(long nowNs, long roundTripNs) {
        while (requests > 0 && nowNs - timesNs[oldest] >= roundTripNs) {
            bytes -= lengths[oldest];
            oldest = next(oldest);
            requests--;
        }
        return requests < timesNs.length && bytes < maxBytes;
    }

    /**
     * Counts a request, if the budget is open.
     *
     * @return how many bytes of a gap of this length may be asked for: all, or 0 for now; the beginning of a gap that
     *     would never fit
     */
    int take(int length, long nowNs) {
        int taken = (int) Math.min(length, maxBytes);
        if (taken > maxBytes - bytes) {
            return 0;
        }
        int slot = (oldest + requests) % timesNs.length;
        timesNs[slot] = nowNs;
        lengths[slot] = taken;
        requests++;
        bytes += taken;
        return taken;
    }

    private int next(int slot) {
        return slot == timesNs.length - 1 ? 0 : slot + 1;
    }
}
