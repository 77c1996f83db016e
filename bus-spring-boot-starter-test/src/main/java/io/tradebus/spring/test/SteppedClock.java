package io.tradebus.spring.test;

import io.tradebus.core.simulation.SimulatedClock;
import java.time.Instant;

/** A clock that stands still until it is moved. */
final class SteppedClock {
    /** When every test begins, so that what it prints is the same each time. */
    private static final long BEGIN_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private static final long NS_PER_MS = 1_000_000;
    private static final long BEGIN_NS = 1_000_000_000;

    private final SimulatedClock elapsed = new SimulatedClock();

    /** For durations, in nanoseconds. */
    long nanoTime() {
        return BEGIN_NS + elapsed.elapsedNs();
    }

    /** Milliseconds since 1970. */
    long epochMs() {
        return BEGIN_MS + elapsed.elapsedNs() / NS_PER_MS;
    }

    /** The time since the beginning, for a simulated network. */
    SimulatedClock elapsed() {
        return elapsed;
    }

    /** Only by one thread at a time. */
    void move(long nanoseconds) {
        elapsed.advanceTo(elapsed.elapsedNs() + nanoseconds);
    }
}
