package io.tradebus.benchmarks;

import io.tradebus.core.runtime.RuntimeClocks;
import io.tradebus.spring.core.BusExecution;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.concurrent.Agent;

/** Has the agents of an application run by the thread that measures them, when it is their turn. For one thread. */
final class InvokedBus implements BusExecution {
    private final Map<String, Agent> agents = new LinkedHashMap<>();

    @Override
    public RuntimeClocks clocks() {
        return RuntimeClocks.SYSTEM;
    }

    @Override
    public boolean isInvoked() {
        return true;
    }

    @Override
    public void begin(Agent agent) {
        agents.put(agent.roleName(), agent);
    }

    @Override
    public void end(Agent agent) {
        agents.remove(agent.roleName());
    }

    /** The agent of a listener. */
    Agent agent(String listener) {
        Agent agent = agents.get("bus-" + listener);
        if (agent == null) {
            throw new IllegalStateException("no agent runs listener '" + listener + "'; there are " + agents.keySet());
        }
        return agent;
    }

    /** Runs an agent once. */
    static void run(Agent agent) {
        try {
            agent.doWork();
        } catch (Exception e) {
            throw new IllegalStateException("the duty cycle of " + agent.roleName() + " failed", e);
        }
    }

    /** Runs all of them once. */
    void runAll() {
        agents.values().forEach(InvokedBus::run);
    }
}
