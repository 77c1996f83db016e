package io.tradebus.core.driver.names;

import io.tradebus.core.driver.media.AddressText;
import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.format.frame.ResolutionFrame;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A port that writes down what is sent to whom, and hands over what a test says has come from where. */
final class GossipPort implements DatagramPort {
    final List<String> sent = new ArrayList<>();
    final List<Integer> lengths = new ArrayList<>();
    boolean isClosed;
    private final Queue<Arrival> arriving = new ArrayDeque<>();
    private final InetSocketAddress localAddress;

    private record Arrival(UnsafeBuffer datagram, int length, InetSocketAddress source) {}

    GossipPort(InetSocketAddress localAddress) {
        this.localAddress = localAddress;
    }

    void arrive(UnsafeBuffer datagram, int length, InetSocketAddress source) {
        arriving.add(new Arrival(datagram, length, source));
    }

    @Override
    public int send(ByteBuffer run, int segmentLength, @Nullable InetSocketAddress target) {
        int length = run.remaining();
        UnsafeBuffer datagram = new UnsafeBuffer(new byte[length]);
        datagram.putBytes(0, run, run.position(), length);
        run.position(run.limit());
        sent.add("to " + (target == null ? "nobody" : AddressText.of(target)) + " "
                + ResolutionFrame.describe(datagram, 0));
        lengths.add(length);
        return length;
    }

    @Override
    public boolean hasFailed() {
        return false;
    }

    @Override
    public int receive(DatagramHandler handler, int limit) {
        int bytes = 0;
        for (int i = 0; i < limit && !arriving.isEmpty(); i++) {
            Arrival arrival = arriving.remove();
            bytes += arrival.length();
            handler.onDatagram(arrival.datagram(), 0, arrival.length(), arrival.source());
        }
        return bytes;
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public void connect(InetSocketAddress remote) {
        throw new IllegalStateException("has no peer");
    }

    @Override
    public int sendBufferLength() {
        return 1 << 16;
    }

    @Override
    public int receiveBufferLength() {
        return 1 << 16;
    }

    @Override
    public long refusedCount() {
        return 0;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
