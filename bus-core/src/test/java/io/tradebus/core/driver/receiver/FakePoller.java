package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.PortPoller;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** Hands over datagrams that a test has put into it. */
final class FakePoller implements PortPoller {
    /** One datagram that has arrived. */
    record Arrived(UnsafeBuffer buffer, InetSocketAddress source) {}

    private final Map<DatagramPort, DatagramHandler> handlers = new LinkedHashMap<>();
    private final Map<DatagramPort, ArrayDeque<Arrived>> arrived = new LinkedHashMap<>();
    boolean isClosed;
    boolean failsToRemove;
    boolean failsToAdd;

    void deliver(DatagramPort port, UnsafeBuffer datagram, InetSocketAddress source) {
        arrived.computeIfAbsent(port, key -> new ArrayDeque<>()).add(new Arrived(datagram, source));
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
        handlers.put(port, handler);
    }

    @Override
    public void remove(DatagramPort port) {
        if (((FakePort) port).isClosed) {
            throw new AssertionError("a port is removed before it is closed");
        }
        if (failsToRemove) {
            throw new IllegalStateException("cannot remove");
        }
        handlers.remove(port);
    }

    @Override
    public int poll(int datagramsPerPort) {
        int bytes = 0;
        if (arrived.isEmpty()) {
            // Costs nothing, not even an iterator: allocation is measured with it.
            return bytes;
        }
        for (Map.Entry<DatagramPort, DatagramHandler> entry : handlers.entrySet()) {
            ArrayDeque<Arrived> datagrams = arrived.get(entry.getKey());
            for (int i = 0; datagrams != null && i < datagramsPerPort && !datagrams.isEmpty(); i++) {
                Arrived datagram = datagrams.remove();
                bytes += datagram.buffer().capacity();
                entry.getValue()
                        .onDatagram(datagram.buffer(), 0, datagram.buffer().capacity(), datagram.source());
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
