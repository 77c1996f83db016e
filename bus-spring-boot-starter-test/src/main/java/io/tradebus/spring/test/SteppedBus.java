package io.tradebus.spring.test;

import io.tradebus.core.runtime.BusRuntime;
import io.tradebus.core.runtime.RuntimeClocks;
import io.tradebus.core.runtime.RuntimeWorld;
import io.tradebus.spring.core.BusExecution;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;

/**
 * Runs driver, client, listeners and events on the thread that asks for it, by a clock that stands still otherwise.
 *
 * <p>Meant for one thread, the test's. A lock keeps two that wait for something from running it at the same time.
 */
final class SteppedBus implements BusExecution {
    private static final long LONGEST_STEP_NS = 1_000_000;

    private final SteppedClock clock = new SteppedClock();
    private final @Nullable BusSimulatedNetwork network;
    private final RuntimeClocks clocks = new RuntimeClocks(clock::nanoTime, clock::epochMs, this::pause);
    private final Supplier<@Nullable BusRuntime> runtime;
    private final List<Agent> agents = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean isInRuntime;

    /**
     * A bus that does not run yet.
     *
     * @param runtime the started runtime, null before and after
     * @param simulation what its network is like; null for the one of the system
     */
    SteppedBus(Supplier<@Nullable BusRuntime> runtime, @Nullable SimulationSettings simulation) {
        this.runtime = runtime;
        this.network = simulation == null ? null : new BusSimulatedNetwork(simulation, clock.elapsed());
    }

    SteppedClock clock() {
        return clock;
    }

    @Override
    public RuntimeClocks clocks() {
        return clocks;
    }

    @Override
    public RuntimeWorld world() {
        return network == null ? RuntimeWorld.of(clocks) : new RuntimeWorld(clocks, network::join);
    }

    /** The network that is simulated; null for the one of the system. */
    @Nullable BusSimulatedNetwork network() {
        return network;
    }

    @Override
    public boolean isInvoked() {
        return true;
    }

    @Override
    public void begin(Agent agent) {
        agents.add(agent);
    }

    @Override
    public void end(Agent agent) {
        agents.remove(agent);
    }

    /**
     * Gives everybody one turn; the clock stands still. Whoever is in the middle of its turn, since it waits for something,
     * gets none.
     *
     * @return how much was done, 0 when there was nothing to do
     */
    int cycle() {
        lock.lock();
        try {
            int work = network == null ? 0 : network.deliverDue();
            work += runRuntime();
            for (Agent agent : agents) {
                work += agent.doWork();
            }
            return work;
        } catch (Exception e) {
            throw new AssertionError("a duty cycle failed", e);
        } finally {
            lock.unlock();
        }
    }

    private int runRuntime() {
        BusRuntime started = runtime.get();
        if (started == null || isInRuntime || started.isClosed()) {
            return 0;
        }
        isInRuntime = true;
        try {
            return started.doWork();
        } finally {
            isInRuntime = false;
        }
    }

    /** Nanoseconds until there may be something to do: a millisecond, or less if a datagram arrives before. */
    long nextStepNs() {
        if (network == null || network.nextDueNs() == Long.MAX_VALUE) {
            return LONGEST_STEP_NS;
        }
        long untilNextNs = network.nextDueNs() - clock.elapsed().elapsedNs();
        return Math.max(1, Math.min(LONGEST_STEP_NS, untilNextNs));
    }

    /** Moves the clock on, by a millisecond at most between two turns of everybody. */
    void pause(long nanoseconds) {
        lock.lock();
        try {
            long leftNs = nanoseconds;
            while (leftNs > 0) {
                long stepNs = Math.min(leftNs, nextStepNs());
                clock.move(stepNs);
                cycle();
                leftNs -= stepNs;
            }
        } finally {
            lock.unlock();
        }
    }
}
