package io.tradebus.spring.listener;

import java.util.concurrent.atomic.AtomicLongArray;

/** How busy an agent is. Written by its thread with plain stores, read by any. */
public final class AgentStatistics {
    private static final int CYCLES = 0;
    private static final int BUSY_CYCLES = 1;
    private static final int MAX_CYCLE_NS = 2;
    private static final int FAILURES = 3;

    private final String agent;
    private final AtomicLongArray values = new AtomicLongArray(FAILURES + 1);

    AgentStatistics(String agent) {
        this.agent = agent;
    }

    /** Name of the agent's thread. */
    public String agent() {
        return agent;
    }

    /** Duty cycles so far. */
    public long cycles() {
        return values.getOpaque(CYCLES);
    }

    /** Duty cycles in which there was something to do. */
    public long busyCycles() {
        return values.getOpaque(BUSY_CYCLES);
    }

    /** Longest busy duty cycle in nanoseconds. */
    public long maxCycleNs() {
        return values.getOpaque(MAX_CYCLE_NS);
    }

    /** Duty cycles that ended in an exception that no handler threw. */
    public long failures() {
        return values.getOpaque(FAILURES);
    }

    void onCycle(int work, long beganNs) {
        add(CYCLES);
        if (work > 0) {
            add(BUSY_CYCLES);
            long tookNs = System.nanoTime() - beganNs;
            if (tookNs > values.getPlain(MAX_CYCLE_NS)) {
                values.setOpaque(MAX_CYCLE_NS, tookNs);
            }
        }
    }

    void onFailure() {
        add(FAILURES);
    }

    private void add(int index) {
        values.setOpaque(index, values.getPlain(index) + 1);
    }
}
