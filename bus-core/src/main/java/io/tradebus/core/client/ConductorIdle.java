package io.tradebus.core.client;

import org.agrona.concurrent.IdleStrategy;

/** How the thread of a client sleeps: until it has something to do by itself, or its driver wakes it. */
final class ConductorIdle implements IdleStrategy {
    private final ClientConductor conductor;

    ConductorIdle(ClientConductor conductor) {
        this.conductor = conductor;
    }

    @Override
    public void idle(int workCount) {
        if (workCount <= 0) {
            idle();
        }
    }

    @Override
    public void idle() {
        conductor.sleeper().accept(conductor.idleNs());
    }

    @Override
    public void reset() {
        // What is left of a sleep is known by the conductor.
    }
}
