package io.tradebus.core.driver.event;

import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.DatagramPorts;
import io.tradebus.core.driver.media.PortPoller;
import io.tradebus.core.driver.media.PortSettings;
import io.tradebus.core.driver.media.PortWait;
import io.tradebus.core.driver.media.SocketBufferLimits;
import io.tradebus.core.driver.media.WrappedPortPoller;

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
    public void prepare() {
        ports.prepare();
    }

    @Override
    public PortWait newWait() {
        return ports.newWait();
    }

    @Override
    public PortPoller newPoller(PortWait wait) {
        return new WrappedPortPoller(ports.newPoller(wait));
    }

    @Override
    public PortPoller newPoller() {
        return new WrappedPortPoller(ports.newPoller());
    }

    @Override
    public SocketBufferLimits probe() {
        return ports.probe();
    }
}
