package io.tradebus.core.driver.media;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.agrona.concurrent.UnsafeBuffer;

/** Hands over datagrams that a test has put into it. */
public final class FakePoller implements PortPoller {
    /** One datagram that has arrived. */
    private record Arrived(UnsafeBuffer buffer, InetSocketAddress source) {}

    public int polls;
    public boolean isClosed;
    public boolean failsToRemove;
    public boolean failsToAdd;

    private final Predicate<DatagramPort> isClosedPort;
    private final List<DatagramPort> ports = new ArrayList<>();
    private final Map<DatagramPort, DatagramHandler> handlers = new HashMap<>();
    private final Map<DatagramPort, ArrayDeque<Arrived>> arrived = new HashMap<>();

    /** @param isClosedPort whether a port is closed, which it must not be before it is removed */
    public FakePoller(Predicate<DatagramPort> isClosedPort) {
        this.isClosedPort = isClosedPort;
    }

    public void deliver(DatagramPort port, UnsafeBuffer datagram, InetSocketAddress source) {
        arrived.computeIfAbsent(port, key -> new ArrayDeque<>()).add(new Arrived(datagram, source));
    }

    public boolean has(DatagramPort port) {
        return handlers.containsKey(port);
    }

    public DatagramHandler handler(DatagramPort port) {
        return handlers.get(port);
    }

    @Override
    public void add(DatagramPort port, DatagramHandler handler) {
        if (failsToAdd) {
            throw new IllegalStateException("cannot receive");
        }
        ports.add(port);
        handlers.put(port, handler);
    }

    @Override
    public void remove(DatagramPort port) {
        if (isClosedPort.test(port)) {
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
        // No iterator: allocation is measured with this poller.
        for (int port = 0; port < ports.size(); port++) {
            DatagramHandler handler = handlers.get(ports.get(port));
            ArrayDeque<Arrived> datagrams = arrived.get(ports.get(port));
            for (int i = 0; datagrams != null && i < datagramsPerPort && !datagrams.isEmpty(); i++) {
                Arrived datagram = datagrams.remove();
                bytes += datagram.buffer().capacity();
                handler.onDatagram(datagram.buffer(), 0, datagram.buffer().capacity(), datagram.source());
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
