package io.tradebus.core.runtime;

import io.tradebus.core.idle.AdaptiveWait;
import io.tradebus.core.idle.Sleeper;
import org.agrona.concurrent.Agent;

/** An agent that has the thread woken that runs it, and knows when it has something to do by itself. */
public interface WakeableAgent extends Agent, AdaptiveWait.Agenda {
    /**
     * Has a thread woken when there is something to do, from now on and until {@link #onClose()}. For the thread that will run
     * it, once.
     */
    void wakes(Sleeper sleeper);
}
