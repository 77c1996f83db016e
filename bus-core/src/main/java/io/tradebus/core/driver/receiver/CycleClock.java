package io.tradebus.core.driver.receiver;

import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/** The receiver's time: nanoseconds are read once each cycle, and more exactly only where a round trip is measured. */
final class CycleClock {
    private final NanoClock nanoClock;
    private final EpochClock epochClock;
    private final EpochNanoClock wallClock;
    private long nowNs;

    CycleClock(ReceiverContext.Clocks clocks) {
        nanoClock = clocks.nanoClock();
        epochClock = clocks.epochClock();
        wallClock = clocks.wallClock();
        nowNs = nanoClock.nanoTime();
    }

    /** A cycle begins. */
    long advance() {
        nowNs = nanoClock.nanoTime();
        return nowNs;
    }

    /** When this cycle began. */
    long nowNs() {
        return nowNs;
    }

    /** The time at this moment, by the same clock. */
    long preciseNs() {
        return nanoClock.nanoTime();
    }

    long epochMs() {
        return epochClock.time();
    }

    /** Nanoseconds since the epoch at this moment. */
    long wallClockNs() {
        return wallClock.nanoTime();
    }
}
