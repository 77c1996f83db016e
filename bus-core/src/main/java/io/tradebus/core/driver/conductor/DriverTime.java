package io.tradebus.core.driver.conductor;

import io.tradebus.core.driver.exchange.PaddedLongs;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;

/**
 * The conductor's clocks: nanoseconds are read once each cycle, milliseconds since the epoch at most once each
 * millisecond.
 */
public final class DriverTime implements EpochClock {
    private static final long EPOCH_REFRESH_NS = 1_000_000;

    private final NanoClock nanoClock;
    private final EpochClock epochClock;
    /** Written by the conductor, read by all. */
    private final PaddedLongs epochMs = new PaddedLongs(1);

    private long epochDeadlineNs;

    public DriverTime(NanoClock nanoClock, EpochClock epochClock) {
        this.nanoClock = nanoClock;
        this.epochClock = epochClock;
        epochDeadlineNs = nanoClock.nanoTime() + EPOCH_REFRESH_NS;
        epochMs.setRelease(0, epochClock.time());
    }

    /** Milliseconds since the epoch as of the last refresh. Readable by any thread. */
    public EpochClock epochClock() {
        return this;
    }

    @Override
    public long time() {
        return epochMs.getAcquire(0);
    }

    /** Reads the clocks and returns nanoseconds. */
    long advance() {
        long nowNs = nanoClock.nanoTime();
        if (nowNs - epochDeadlineNs >= 0) {
            epochDeadlineNs = nowNs + EPOCH_REFRESH_NS;
            epochMs.setRelease(0, epochClock.time());
        }
        return nowNs;
    }
}
