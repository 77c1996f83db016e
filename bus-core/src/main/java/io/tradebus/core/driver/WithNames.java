package io.tradebus.core.driver;

import io.tradebus.core.driver.names.NameGossip;
import org.agrona.concurrent.Agent;

/** An agent that also exchanges names with other drivers, after its own work, and keeps its role. */
record WithNames(NameGossip gossip, Agent agent) implements Agent {
    @Override
    public void onStart() {
        gossip.onStart();
        agent.onStart();
    }

    @Override
    public int doWork() throws Exception {
        int workCount = agent.doWork();
        return workCount + gossip.doWork();
    }

    @Override
    public void onClose() {
        try {
            gossip.onClose();
        } finally {
            agent.onClose();
        }
    }

    @Override
    public String roleName() {
        return agent.roleName();
    }
}
