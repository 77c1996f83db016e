package io.tradebus.core.driver.media;

/** Waits for datagrams, for one thread and all the pollers that work on it. */
@FunctionalInterface
public interface PortWait {
    /** Where ports cannot wake a thread up. */
    PortWait NONE = timeoutNs -> false;

    /**
     * Returns when something has arrived at a port, or after the timeout in nanoseconds.
     *
     * @return whether it could wait at all; the caller passes the time in another way if not
     */
    boolean await(long timeoutNs);
}
