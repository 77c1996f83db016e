package io.tradebus.spring.test;

import java.time.Instant;

/** A clock that stands still until it is moved. */
final class SteppedClock {
    /** When every test begins, so that what it prints is the same each time. */
    private static final long BEGIN_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private static final long NS_PER_MS = 1_000_000;
    private static final long BEGIN_NS = 1_000_000_000;

    private volatile long elapsedNs;

    /** For durations, in nanoseconds. */
    long nanoTime() {
        return BEGIN_NS + elapsedNs;
    }

    /** Milliseconds since 1970. */
    long epochMs() {
        return BEGIN_MS + elapsedNs / NS_PER_MS;
    }

    /** Only by one thread at a time. */
    void move(long nanoseconds) {
        elapsedNs = elapsedNs + nanoseconds;
    }
}
