package io.tradebus.core.simulation;

import io.tradebus.core.config.DriverConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Drivers with their clients, a network between them, and one clock, all on the thread of the test.
 *
 * <p>A step delivers what has arrived, runs each node once in the order in which they were made, and moves the clock: a
 * little while something happens, further and further while nothing does; it does not leap over the
 * next arrival.
 */
final class Simulation implements AutoCloseable {
    /** How far the clock moves after a step in which something happened. */
    static final long BUSY_STEP_NS = 50_000;

    private static final long MIN_STEP_NS = 1_000;
    private static final long MAX_IDLE_STEP_NS = 1_000_000;
    private static final int WHOLE_TRANSCRIPT = 1_000_000;

    private final SimulatedClock clock = new SimulatedClock();
    private final SimulatedNetwork network;
    private final long seed;
    private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();
    private final List<Runnable> checks = new ArrayList<>();
    private long minStepNs = MIN_STEP_NS;
    private long maxIdleStepNs = MAX_IDLE_STEP_NS;
    private long stepNs = BUSY_STEP_NS;

    /** A simulation that keeps the whole transcript. */
    Simulation(long seed) {
        this(seed, WHOLE_TRANSCRIPT);
    }

    /** @param transcriptCapacity datagrams of which the transcript is kept */
    Simulation(long seed, int transcriptCapacity) {
        this.seed = seed;
        network = new SimulatedNetwork(clock, seed, new Transcript(transcriptCapacity));
    }

    static long withinMs(long milliseconds) {
        return TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    /** How far the clock moves at least: what arrives meanwhile arrives together. */
    void setMinStepNs(long nanoseconds) {
        minStepNs = nanoseconds;
    }

    /** How far the clock moves at most when nothing happens. Coarse steps make long silences cheap. */
    void setMaxIdleStepNs(long nanoseconds) {
        maxIdleStepNs = nanoseconds;
    }

    /** A node whose driver runs from now on, or the one there is under this name. */
    SimulatedNode node(String name) {
        return node(name, config -> config);
    }

    SimulatedNode node(String name, UnaryOperator<DriverConfig> change) {
        SimulatedNode node = nodes.get(name);
        if (node == null) {
            node = new SimulatedNode(network.node(name), clock, seed * 31 + nodes.size(), change);
            nodes.put(name, node);
            node.start();
        }
        return node;
    }

    SimulatedNetwork network() {
        return network;
    }

    Transcript transcript() {
        return network.transcript();
    }

    SimulatedClock clock() {
        return clock;
    }

    /** Has something looked at after each step. */
    void check(Runnable check) {
        checks.add(check);
    }

    void step() {
        long sentBefore = network.sentCount();
        int work = network.deliverDue();
        for (SimulatedNode node : nodes.values()) {
            work += node.doWork();
        }
        for (Runnable check : checks) {
            check.run();
        }
        moveClock(work > 0 || network.sentCount() > sentBefore);
    }

    /** Runs for some time. */
    void run(long durationNs) {
        long endNs = clock.elapsedNs() + durationNs;
        while (clock.elapsedNs() < endNs) {
            step();
        }
    }

    /** Runs until a condition holds, and fails when it does not in time. */
    void runUntil(BooleanSupplier condition, long withinNs) {
        if (!isReached(condition, withinNs)) {
            throw new AssertionError(
                    "did not happen within " + TimeUnit.NANOSECONDS.toMillis(withinNs) + " ms; " + describe());
        }
    }

    /** Runs until a condition holds, at most for some time; returns whether it does. */
    boolean isReached(BooleanSupplier condition, long withinNs) {
        long endNs = clock.elapsedNs() + withinNs;
        while (!condition.getAsBoolean()) {
            if (clock.elapsedNs() >= endNs) {
                return false;
            }
            step();
        }
        return true;
    }

    /** Where the simulation stands, for the message of a failure. */
    String describe() {
        StringBuilder text = new StringBuilder("at ")
                .append(clock.elapsedNs() / 1_000)
                .append(" us\n")
                .append(network.transcript());
        nodes.values().forEach(node -> text.append(node.describe()));
        return text.toString();
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        for (SimulatedNode node : nodes.values()) {
            try {
                node.close();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void moveClock(boolean isBusy) {
        long nowNs = clock.elapsedNs();
        stepNs = isBusy ? BUSY_STEP_NS : Math.min(stepNs * 2, maxIdleStepNs);
        long nextStepNs = (nowNs / stepNs + 1) * stepNs;
        clock.advanceTo(Math.max(nowNs + minStepNs, Math.min(nextStepNs, network.nextDueNs())));
    }
}
