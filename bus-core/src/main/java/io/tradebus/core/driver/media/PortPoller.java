package io.tradebus.core.driver.media;

/**
 * Receives from many ports on one thread. All methods are for that thread; ports are not added or removed by a handler
 * that is being called.
 */
public interface PortPoller extends AutoCloseable {
    /** Receives from a port from now on. */
    void add(DatagramPort port, DatagramHandler handler);

    /** Receives from a port no longer; before it is closed. A port that was not added is ignored. */
    void remove(DatagramPort port);

    /**
     * Hands over what has arrived.
     *
     * @param datagramsPerPort the most datagrams to take from each port; see {@link DatagramPort#receive}
     * @return bytes received
     */
    int poll(int datagramsPerPort);

    /** Lets go of what the poller holds; the ports stay open. */
    @Override
    void close();
}
