package io.tradebus.core.driver.media;

/** Waits for datagrams, for one thread and all the pollers that work on it. */
public interface PortWait {
    /** Where ports cannot wake a thread up. */
    PortWait NONE = new PortWait() {
        @Override
        public boolean await(long timeoutNs) {
            return false;
        }

        @Override
        public boolean isComplete() {
            return false;
        }

        @Override
        public void wake() {}
    };

    /**
     * Returns when something has arrived at a port, or after the timeout in nanoseconds.
     *
     * @return whether it could wait at all; the caller passes the time in another way if not
     */
    boolean await(long timeoutNs);

    /** Whether nothing can arrive at the thread's ports that would not wake it up. */
    boolean isComplete();

    /** A shorter wait, in nanoseconds, does not wait at the ports. */
    default long leastNs() {
        return 0;
    }

    /** Ends a wait, or the next one. For any thread. */
    void wake();
}
