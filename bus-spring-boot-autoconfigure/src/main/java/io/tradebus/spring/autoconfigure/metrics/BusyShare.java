package io.tradebus.spring.autoconfigure.metrics;

import io.tradebus.spring.core.AgentStatistics;

/** The share of an agent's duty cycles in which there was something to do, since it was asked for before. */
final class BusyShare {
    private final AgentStatistics statistics;
    private long cycles;
    private long busyCycles;
    private double last;

    BusyShare(AgentStatistics statistics) {
        this.statistics = statistics;
    }

    synchronized double value() {
        // Busy cycles first: they are counted after all cycles, so the share stays below 1.
        long busyNow = statistics.busyCycles();
        long now = statistics.cycles();
        if (now > cycles) {
            last = (double) (busyNow - busyCycles) / (now - cycles);
            cycles = now;
            busyCycles = busyNow;
        }
        return last;
    }
}
