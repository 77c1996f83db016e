package io.tradebus.spring.core;

import io.tradebus.core.runtime.RuntimeClocks;
import io.tradebus.core.runtime.RuntimeWorld;
import org.agrona.concurrent.Agent;
import org.springframework.beans.factory.ObjectProvider;

/**
 * What gives the bus its time and its turns: threads and the system's clocks, or a test that runs driver, client and
 * listeners on its own thread, step by step, by a clock that it turns.
 */
public interface BusExecution {
    /** Driver, client and agents have threads of their own. */
    BusExecution THREADS = new BusExecution() {
        @Override
        public RuntimeClocks clocks() {
            return RuntimeClocks.SYSTEM;
        }

        @Override
        public boolean isInvoked() {
            return false;
        }

        @Override
        public void begin(Agent agent) {
            throw new IllegalStateException("the agent " + agent.roleName() + " needs a thread of its own");
        }

        @Override
        public void end(Agent agent) {
            throw new IllegalStateException("the agent " + agent.roleName() + " has a thread of its own");
        }
    };

    /** That of a test that has one, else {@link #THREADS}. */
    static BusExecution orThreads(ObjectProvider<BusExecution> given) {
        BusExecution execution = given.getIfAvailable();
        return execution == null ? THREADS : execution;
    }

    /** The clocks of driver, client and listeners. */
    RuntimeClocks clocks();

    /** What an embedded driver finds around it; its clocks are these. */
    default RuntimeWorld world() {
        return RuntimeWorld.of(clocks());
    }

    /** Whether nothing has a thread of its own, and {@link #begin} is how an agent gets its turns. */
    boolean isInvoked();

    /** Gives an agent its turns from now on. */
    void begin(Agent agent);

    /** Gives an agent no more turns. It is left to the caller to close it. */
    void end(Agent agent);
}
