package io.tradebus.core.idle;

import org.agrona.collections.LongHashSet;

/** Knows whether all clients of a driver live in its process. Used by the conductor. */
public final class ClientCensus {
    private final LongHashSet own = new LongHashSet();
    private final LongHashSet foreign = new LongHashSet();
    private final Wakeups wakeups;

    public ClientCensus(Wakeups wakeups) {
        this.wakeups = wakeups;
    }

    /** The driver hears of a client. */
    public void add(long clientId) {
        (wakeups.isOwnClient(clientId) ? own : foreign).add(clientId);
        update();
    }

    /** A client has gone. */
    public void remove(long clientId) {
        if (own.remove(clientId)) {
            wakeups.removeOwnClient(clientId);
        } else {
            foreign.remove(clientId);
        }
        update();
    }

    private void update() {
        wakeups.isPrivate(!own.isEmpty() && foreign.isEmpty());
    }
}
