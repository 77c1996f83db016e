package io.tradebus.core.driver.exchange;

import org.agrona.concurrent.status.AtomicCounter;

/** Watches how long an agent takes from the start of one cycle to the start of the next, idling included. */
public final class CycleTimes {
    private final AtomicCounter max;
    private final AtomicCounter exceeded;
    private final long thresholdNs;
    private long lastStartNs;
    private long maxNs;

    /**
     * @param max longest cycle in nanoseconds; only grows
     * @param exceeded counts cycles that took longer than the threshold
     */
    public CycleTimes(AtomicCounter max, AtomicCounter exceeded, long thresholdNs) {
        this.max = max;
        this.exceeded = exceeded;
        this.thresholdNs = thresholdNs;
    }

    /** The agent starts to run: nothing before counts. */
    public void onStart(long nowNs) {
        lastStartNs = nowNs;
    }

    /** A cycle begins. */
    public void onCycle(long nowNs) {
        long cycleNs = nowNs - lastStartNs;
        lastStartNs = nowNs;
        if (cycleNs > maxNs) {
            maxNs = cycleNs;
            max.setRelease(cycleNs);
        }
        if (cycleNs > thresholdNs) {
            exceeded.incrementRelease();
        }
    }
}
