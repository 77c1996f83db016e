package io.tradebus.core.driver.event;

import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.DatagramPorts;
import io.tradebus.core.driver.media.PortPoller;
import io.tradebus.core.driver.media.PortSettings;
import io.tradebus.core.driver.media.SocketBufferLimits;

/** Ports whose datagrams can be seen in the event log, as they are on the wire. While nobody looks that costs one read. */
public final class WatchedPorts implements DatagramPorts {
    private final DatagramPorts ports;
    private final EventLog log;

    public WatchedPorts(DatagramPorts ports, EventLog log) {
        this.ports = ports;
        this.log = log;
    }

    @Override
    public DatagramPort open(PortSettings settings) {
        return new WatchedPort(ports.open(settings), settings.peer(), log);
    }

    @Override
    public PortPoller newPoller() {
        return new WatchedPoller(ports.newPoller());
    }

    @Override
    public SocketBufferLimits probe() {
        return ports.probe();
    }

    /** Polls the ports behind. */
    private record WatchedPoller(PortPoller poller) implements PortPoller {
        @Override
        public void add(DatagramPort port, DatagramHandler handler) {
            if (port instanceof WatchedPort watched) {
                poller.add(watched.port(), watched.watching(handler));
            } else {
                poller.add(port, handler);
            }
        }

        @Override
        public void remove(DatagramPort port) {
            poller.remove(port instanceof WatchedPort watched ? watched.port() : port);
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
}
