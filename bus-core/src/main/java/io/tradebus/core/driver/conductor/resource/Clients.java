package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.counters.ClientHeartbeat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/**
 * The clients that hold something. A client is known from its first request that keeps something until it says goodbye
 * or has been silent for too long. See docs/shared-memory.md#liveness.
 */
public final class Clients {
    private final Long2ObjectHashMap<ClientSession> byId = new Long2ObjectHashMap<>();
    private final List<ClientSession> ending = new ArrayList<>();
    private final CountersManager counters;
    private final ClientEvents events;
    private final AtomicCounter timeouts;
    private final EpochClock epochClock;
    private final long livenessTimeoutMs;
    private final ResourceObserver observer;

    /**
     * @param timeouts counts clients that ended without saying goodbye
     * @param livenessTimeoutMs milliseconds of silence after which a client is dead, at least 1
     */
    public Clients(
            CountersManager counters,
            ClientEvents events,
            AtomicCounter timeouts,
            EpochClock epochClock,
            long livenessTimeoutMs,
            ResourceObserver observer) {
        this.counters = counters;
        this.events = events;
        this.timeouts = timeouts;
        this.epochClock = epochClock;
        this.livenessTimeoutMs = livenessTimeoutMs;
        this.observer = observer;
    }

    /** Makes a client known, unless it is. All clients are told of its heartbeat counter, which is already running. */
    public void ensureKnown(long clientId) {
        if (byId.containsKey(clientId)) {
            return;
        }
        int counterId = ClientHeartbeat.allocate(counters, clientId);
        ClientSession session =
                new ClientSession(clientId, new AtomicCounter(counters.valuesBuffer(), counterId, counters));
        session.keepAlive(epochClock.time());
        byId.put(clientId, session);
        events.onCounterReady(clientId, counterId);
        observer.onClientConnected(clientId);
    }

    /** A sign of life. Ignored when the client is not known. */
    public void keepAlive(long clientId) {
        ClientSession session = byId.get(clientId);
        if (session != null && !session.isClosedByCommand()) {
            session.keepAlive(epochClock.time());
        }
    }

    /** The client said goodbye; the next timer pass releases what it has. Ignored when the client is not known. */
    public void close(long clientId) {
        @Nullable ClientSession session = byId.get(clientId);
        if (session != null) {
            session.closeByCommand();
        }
    }

    /** Ends the clients that are dead, and says which. */
    public void onTick(long nowMs, LongConsumer onEnd) {
        for (ClientSession session : byId.values()) {
            if (session.isDead(nowMs, livenessTimeoutMs)) {
                ending.add(session);
            }
        }
        try {
            // By index: this runs too rarely for the compiler to remove an iterator.
            for (int i = 0; i < ending.size(); i++) {
                ClientSession session = ending.get(i);
                byId.remove(session.clientId());
                end(session, onEnd);
            }
        } finally {
            // Those that were not reached are found again.
            ending.clear();
        }
    }

    /** What a client has is released whatever fails before. */
    private void end(ClientSession session, LongConsumer onEnd) {
        try {
            tellEnd(session);
        } finally {
            onEnd.accept(session.clientId());
        }
    }

    private void tellEnd(ClientSession session) {
        long clientId = session.clientId();
        if (session.isClosedByCommand()) {
            observer.onClientClosed(clientId);
        } else {
            timeouts.increment();
            events.onClientTimeout(clientId);
            observer.onClientTimeout(clientId);
        }
        events.onCounterUnavailable(clientId, session.heartbeatCounterId());
        session.close();
    }
}
