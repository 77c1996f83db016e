package io.tradebus.core.driver;

import io.tradebus.core.driver.exchange.CycleTimes;
import io.tradebus.core.idle.Outlook;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * The place of an agent that a driver with IPC streams alone never needs. It runs on the agent's thread from the
 * beginning, and has nothing to do there until the agent is made, which then works in its place.
 */
final class AgentOnDemand<A extends Agent & Outlook> implements Agent, Outlook {
    private final String roleName;
    private final NanoClock clock;
    private final CycleTimes cycleTimes;
    private volatile @Nullable A given;
    private boolean hasEnded;

    // Of the thread.
    private @Nullable A agent;

    /**
     * @param roleName that of the agent, after which its thread is named
     * @param cycleTimes what the agent goes on with, so that its counters tell how the thread runs, agent or not
     */
    AgentOnDemand(String roleName, NanoClock clock, CycleTimes cycleTimes) {
        this.roleName = roleName;
        this.clock = clock;
        this.cycleTimes = cycleTimes;
    }

    CycleTimes cycleTimes() {
        return cycleTimes;
    }

    /**
     * Gives it the agent, from any thread; the first request to the agent wakes its thread.
     *
     * @throws IllegalStateException if the thread has ended; then the agent is closed
     */
    void give(A made) {
        if (!accepts(made)) {
            made.onClose();
            throw new IllegalStateException("the driver is being closed: there is no " + roleName + " any more");
        }
    }

    /** One only: a second one is made if the driver began to close when the first one was given. */
    private synchronized boolean accepts(A made) {
        boolean isFree = given == null && !hasEnded;
        if (isFree) {
            given = made;
        }
        return isFree;
    }

    @Override
    public void onStart() {
        cycleTimes.onStart(clock.nanoTime());
    }

    @Override
    public int doWork() throws Exception {
        A working = agent;
        return working == null ? begin() : working.doWork();
    }

    private int begin() throws Exception {
        A made = given;
        if (made == null) {
            cycleTimes.onCycle(clock.nanoTime());
            return 0;
        }
        made.onStart();
        agent = made;
        return made.doWork();
    }

    /** {@inheritDoc} Nothing is as long as there is no agent. */
    @Override
    public long quietNs() {
        A working = agent;
        return working == null ? Long.MAX_VALUE : working.quietNs();
    }

    @Override
    public void onClose() {
        A last = end();
        if (last != null) {
            last.onClose();
        }
    }

    private synchronized @Nullable A end() {
        hasEnded = true;
        return given;
    }

    @Override
    public String roleName() {
        return roleName;
    }
}
