package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.counters.SystemCounter;

/**
 * Something that is counted from the start of the driver, of a session or of the application.
 *
 * @param what is counted
 * @param of whom; empty for the driver and the system
 */
record Count(String what, String of) {
    /** Datagrams the system dropped because a receive buffer was full. */
    static final Count RECEIVE_DROPS = new Count("receive drops", "");

    /** Whether it is counted for everybody who uses the driver or the machine. */
    boolean isOfDriver() {
        return of.isEmpty();
    }

    static Count of(SystemCounter counter) {
        return new Count(counter.name(), "");
    }

    /** How often a publisher was asked for lost data. */
    static Count naksReceived(String stream) {
        return new Count("NAKs received", stream);
    }

    /** How often a publisher's session was asked for lost data. */
    static Count naksSent(String stream, int sessionId) {
        return new Count("NAKs sent", stream + " " + sessionId);
    }

    /** Messages the template gave up. */
    static Count dropped(String stream) {
        return new Count("dropped", stream);
    }

    /** Messages a listener gave up without a copy. */
    static Count skipped(String stream, String listener) {
        return new Count("skipped", stream + " " + listener);
    }

    /** Messages a listener gave up, of which a copy is kept. */
    static Count deadLettered(String stream, String listener) {
        return new Count("dead-lettered", stream + " " + listener);
    }
}
