package io.tradebus.spring.core;

import java.util.concurrent.atomic.AtomicLongArray;

/** How busy the thread of an agent is, or of requests. Written by that thread with plain stores, read by any. */
public final class AgentStatistics {
    private static final int CYCLES = 0;
    private static final int BUSY_CYCLES = 1;
    private static final int MAX_CYCLE_NS = 2;
    private static final int FAILURES = 3;

    private final String agent;
    private final AtomicLongArray values = new AtomicLongArray(FAILURES + 1);

    /** @param agent name of the thread */
    public AgentStatistics(String agent) {
        this.agent = agent;
    }

    /** Name of the thread. */
    public String agent() {
        return agent;
    }

    /** Duty cycles so far; nanoseconds, of a thread that waits instead of turning. */
    public long cycles() {
        return values.getOpaque(CYCLES);
    }

    /** Of them, those in which there was something to do. */
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

    /**
     * A duty cycle has ended.
     *
     * @param work what there was to do
     * @param beganNs when it began, by {@link System#nanoTime()}
     */
    public void onCycle(int work, long beganNs) {
        add(CYCLES, 1);
        if (work > 0) {
            add(BUSY_CYCLES, 1);
            onBusy(System.nanoTime() - beganNs);
        }
    }

    /** A thread that waits for something to do has waited, and then done it, for so many nanoseconds each. */
    void onTurn(long waitedNs, long busyNs) {
        add(CYCLES, waitedNs + busyNs);
        add(BUSY_CYCLES, busyNs);
        onBusy(busyNs);
    }

    /** A duty cycle has ended in an exception that no handler threw. */
    public void onFailure() {
        add(FAILURES, 1);
    }

    private void onBusy(long tookNs) {
        if (tookNs > values.getPlain(MAX_CYCLE_NS)) {
            values.setOpaque(MAX_CYCLE_NS, tookNs);
        }
    }

    private void add(int index, long amount) {
        values.setOpaque(index, values.getPlain(index) + amount);
    }
}
