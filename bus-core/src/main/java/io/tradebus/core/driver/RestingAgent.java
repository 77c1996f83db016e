package io.tradebus.core.driver;

import io.tradebus.core.idle.Sleeper;
import org.agrona.concurrent.Agent;

/**
 * An agent whose thread sleeps on after a cycle in which it did no more than to keep alive what rests: to send or take a
 * heartbeat, say. It would look for more many times otherwise, ever less often, before it sleeps for long again.
 */
record RestingAgent(Agent agent, Sleeper sleeper) implements Agent {
    @Override
    public void onStart() {
        agent.onStart();
    }

    @Override
    public int doWork() throws Exception {
        int workCount = agent.doWork();
        return workCount > 0 && sleeper.maySleepOn() ? 0 : workCount;
    }

    @Override
    public void onClose() {
        agent.onClose();
    }

    @Override
    public String roleName() {
        return agent.roleName();
    }
}
