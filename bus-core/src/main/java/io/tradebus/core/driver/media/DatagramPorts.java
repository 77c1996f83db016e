package io.tradebus.core.driver.media;

/** Opens ports: on the sockets of the system, or in a network that is simulated. Used by the conductor. */
public interface DatagramPorts {
    /**
     * Gets ready to open ports that lead from one host to others. May take long the first time, and is called on a background
     * thread where there is one; what it did not do is done by {@link #open}.
     */
    default void prepare() {}

    /**
     * Opens, binds and, if so wished, connects a port. What was opened before a failure is closed again.
     *
     * @throws PortException if the system refuses; caused by a {@link java.net.BindException} if the address is taken
     */
    DatagramPort open(PortSettings settings);

    /** A wait for a thread on which pollers of these ports will work. */
    default PortWait newWait() {
        return PortWait.NONE;
    }

    /** As {@link #newPoller()}, for a thread that also waits by a wait that was made here. */
    default PortPoller newPoller(PortWait wait) {
        return newPoller();
    }

    /** A poller for ports that were opened here, for the thread that will call it. */
    PortPoller newPoller();

    /**
     * Finds out how large buffers of sockets are and may become.
     *
     * @throws PortException if it takes a socket to find out, and none can be opened
     */
    SocketBufferLimits probe();
}
