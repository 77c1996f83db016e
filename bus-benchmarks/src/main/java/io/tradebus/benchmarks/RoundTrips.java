package io.tradebus.benchmarks;

/** Takes the time from sending a message to having its reply, in nanoseconds. */
@FunctionalInterface
interface RoundTrips {
    void record(long elapsedNs);
}
