package io.tradebus.core.driver.protocol;

import static io.tradebus.core.format.frame.DataFrame.FRAME_ALIGNMENT;

/** How much may still be asked for in this round trip. */
final class RequestBudget {
    private final int maxRequests;
    private final int maxBytes;
    private boolean hasBegun;
    private long beginNs;
    private int requests;
    private int bytes;

    RequestBudget(GapSettings settings) {
        maxRequests = settings.requestsPerRoundTrip();
        maxBytes = Math.max(FRAME_ALIGNMENT, settings.maxBytesPerRoundTrip() & -FRAME_ALIGNMENT);
    }

    /** Begins a new round trip when the last one is over, and says whether anything is left. */
    boolean isOpen(long nowNs, long roundTripNs) {
        if (!hasBegun || nowNs - beginNs >= roundTripNs) {
            hasBegun = true;
            beginNs = nowNs;
            requests = 0;
            bytes = 0;
        }
        return requests < maxRequests;
    }

    /** How many bytes of a gap may be asked for: all, or 0 for now; the beginning of one that would never fit. */
    int take(int length) {
        int taken = requests == 0 ? Math.min(length, maxBytes) : length;
        if (taken > maxBytes - bytes) {
            return 0;
        }
        requests++;
        bytes += taken;
        return taken;
    }
}
