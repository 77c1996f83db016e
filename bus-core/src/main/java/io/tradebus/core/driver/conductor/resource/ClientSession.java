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
        // A client may store its heartbeat once more after its last command.
        if (isClosedByCommand) {
            return true;
        }
        long heardMs = heartbeat.get();
        if (heardMs > nowMs + livenessTimeoutMs) {
            // The client wrote nonsense or the clock was set back: it was alive, but does not stay so for ever.
            heartbeat.setRelease(nowMs);
            return false;
        }
        return heardMs < nowMs - livenessTimeoutMs;
    }

    void keepAlive(long nowMs) {
        heartbeat.setRelease(nowMs);
    }

    /** The next timer pass ends the session. */
    void closeByCommand() {
        isClosedByCommand = true;
        heartbeat.setRelease(0);
    }

    void close() {
        heartbeat.close();
    }
}
