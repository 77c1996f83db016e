package io.tradebus.core.driver.media;

/**
 * Polls the ports behind ports.
 *
 * @param poller of the ports behind
 */
public record WrappedPortPoller(PortPoller poller) implements PortPoller {
    @Override
    public void add(DatagramPort port, DatagramHandler handler) {
        if (port instanceof WrappedPort wrapped) {
            poller.add(wrapped.port(), wrapped.around(handler));
        } else {
            poller.add(port, handler);
        }
    }

    @Override
    public void remove(DatagramPort port) {
        poller.remove(port instanceof WrappedPort wrapped ? wrapped.port() : port);
    }

    @Override
    public int poll(int datagramsPerPort) {
        return poller.poll(datagramsPerPort);
    }

    @Override
    public void close() {
        poller.close();
    }
}
