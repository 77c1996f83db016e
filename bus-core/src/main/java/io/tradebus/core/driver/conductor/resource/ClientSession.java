package io.tradebus.core.driver.conductor.resource;

import org.agrona.concurrent.status.AtomicCounter;

/** A client as the driver knows it: an id, and a counter in which the client writes when it was last alive. */
final class ClientSession {
    private final long clientId;
    private final AtomicCounter heartbeat;
    private boolean isClosedByCommand;

    ClientSession(long clientId, AtomicCounter heartbeat) {
        this.clientId = clientId;
        this.heartbeat = heartbeat;
    }

    long clientId() {
        return clientId;
    }

    int heartbeatCounterId() {
        return heartbeat.id();
    }

    boolean isClosedByCommand() {
        return isClosedByCommand;
    }

    boolean isDead(long nowMs, long livenessTimeoutMs) {
        return nowMs > heartbeat.get() + livenessTimeoutMs;
    }

    void keepAlive(long nowMs) {
        heartbeat.setRelease(nowMs);
    }

    /** The next timer pass finds a client whose last sign of life is long ago. */
    void closeByCommand() {
        isClosedByCommand = true;
        heartbeat.setRelease(0);
    }

    void close() {
        heartbeat.close();
    }
}
