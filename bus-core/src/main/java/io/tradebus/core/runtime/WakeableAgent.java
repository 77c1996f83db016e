package io.tradebus.core.runtime;

import io.tradebus.core.idle.Sleeper;
import org.agrona.concurrent.Agent;

/** An agent that has the thread woken that runs it. */
public interface WakeableAgent extends Agent {
    /**
     * Has a thread woken when there is something to do, from now on and until {@link #onClose()}. For the thread that will run
     * it, once.
     */
    void wakes(Sleeper sleeper);

    /** Whether whatever there may be to do wakes the thread. For the thread that runs it. */
    boolean isWokenByAll();
}
