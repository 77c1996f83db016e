package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.PortPoller;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** Hands over datagrams that a test has put into it. */
final class FakePoller implements PortPoller {
    private final List<DatagramPort> ports = new ArrayList<>();
    private final Map<DatagramPort, DatagramHandler> handlers = new IdentityHashMap<>();
    private final Map<DatagramPort, ArrayDeque<Arrived>> arrived = new IdentityHashMap<>();
    int polls;
    boolean isClosed;
    boolean failsToRemove;
    boolean failsToAdd;

    private record Arrived(UnsafeBuffer datagram, InetSocketAddress source) {}

    void deliver(DatagramPort port, UnsafeBuffer datagram) {
        deliver(port, datagram, FakePort.PEER);
    }

    void deliver(DatagramPort port, UnsafeBuffer datagram, InetSocketAddress source) {
        arrived.get(port).add(new Arrived(datagram, source));
    }

    boolean has(DatagramPort port) {
        return handlers.containsKey(port);
    }

    DatagramHandler handler(DatagramPort port) {
        return handlers.get(port);
    }

    @Override
    public void add(DatagramPort port, DatagramHandler handler) {
        if (failsToAdd) {
            throw new IllegalStateException("cannot receive");
        }
        ports.add(port);
        handlers.put(port, handler);
        arrived.put(port, new ArrayDeque<>());
    }

    @Override
    public void remove(DatagramPort port) {
        if (((FakePort) port).isClosed) {
            throw new AssertionError("a port is removed before it is closed");
        }
        if (failsToRemove) {
            throw new IllegalStateException("cannot remove");
        }
        ports.remove(port);
        handlers.remove(port);
    }

    @Override
    public int poll(int datagramsPerPort) {
        polls++;
        int bytes = 0;
        for (int i = 0; i < ports.size(); i++) {
            ArrayDeque<Arrived> queue = arrived.get(ports.get(i));
            for (int count = 0; count < datagramsPerPort && !queue.isEmpty(); count++) {
                Arrived next = queue.remove();
                UnsafeBuffer datagram = next.datagram();
                bytes += datagram.capacity();
                handlers.get(ports.get(i)).onDatagram(datagram, 0, datagram.capacity(), next.source());
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
