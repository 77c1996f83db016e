package io.tradebus.core.files;

/**
 * What one look at a driver directory showed.
 *
 * @param heartbeatAgeMs milliseconds since the driver's last sign of life, or -1 when there is none
 * @param pid process id of the driver, or -1 when it is not known
 */
public record DriverSighting(State state, long heartbeatAgeMs, long pid) {
    /** See docs/shared-memory.md#liveness-states. */
    public enum State {
        /** There is no control file, or one that is hardly begun. */
        ABSENT,
        /** The control file is there and not filled yet. */
        STARTING,
        /** The driver gave a sign of life within the timeout. */
        ACTIVE,
        /** The last sign of life is older: it has crashed, hangs, or its process is stopped. */
        DEAD,
        /** The driver has stopped cleanly. */
        STOPPED,
        /** The control file is from a version that cannot be read, or is damaged. */
        UNREADABLE
    }

    static final long NONE = -1;

    static DriverSighting of(State state) {
        return new DriverSighting(state, NONE, NONE);
    }

    public boolean isActive() {
        return state == State.ACTIVE;
    }
}
