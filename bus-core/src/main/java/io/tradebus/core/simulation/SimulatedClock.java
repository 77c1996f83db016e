package io.tradebus.core.simulation;

import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;

/** The one time of a simulation. It stands still until the simulation moves it, and never goes back. */
public final class SimulatedClock {
    private static final long START_MS = 1_700_000_000_000L;

    // The clock is about to turn negative, as it may at any time.
    private static final long START_NS = Long.MAX_VALUE - 50_000_000L;

    private static final long MS_IN_NS = 1_000_000;

    private long elapsedNs;

    /** Nanoseconds since the simulation began. */
    public long elapsedNs() {
        return elapsedNs;
    }

    public void advanceTo(long newElapsedNs) {
        if (newElapsedNs < elapsedNs) {
            throw new IllegalArgumentException("time goes back from " + elapsedNs + " to " + newElapsedNs + " ns");
        }
        elapsedNs = newElapsedNs;
    }

    /** What drivers and clients see: wraps soon after the start. */
    public NanoClock nanoClock() {
        return () -> START_NS + elapsedNs;
    }

    public EpochClock epochClock() {
        return () -> START_MS + elapsedNs / MS_IN_NS;
    }
}
