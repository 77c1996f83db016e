package io.tradebus.core.driver.media;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A port that keeps what is sent and hands over what a test puts in. */
final class StubPort implements DatagramPort {
    static final InetSocketAddress PEER = TestPorts.socketAddress("10.0.0.9", 9);

    final List<byte[]> sent = new ArrayList<>();
    final List<@Nullable InetSocketAddress> targets = new ArrayList<>();
    final Queue<byte[]> arriving = new ArrayDeque<>();
    int room = Integer.MAX_VALUE;
    boolean isClosed;
    private final InetSocketAddress localAddress;

    StubPort(InetSocketAddress localAddress) {
        this.localAddress = localAddress;
    }

    @Override
    public int send(ByteBuffer run, int segmentLength, @Nullable InetSocketAddress target) {
        int start = run.position();
        while (run.hasRemaining() && room > 0) {
            byte[] datagram = new byte[Math.min(segmentLength, run.remaining())];
            run.get(datagram);
            sent.add(datagram);
            targets.add(target);
            room--;
        }
        return run.position() - start;
    }

    @Override
    public boolean hasFailed() {
        return false;
    }

    @Override
    public int receive(DatagramHandler handler, int limit) {
        int bytes = 0;
        for (int i = 0; i < limit && !arriving.isEmpty(); i++) {
            byte[] datagram = arriving.remove();
            bytes += datagram.length;
            handler.onDatagram(new UnsafeBuffer(datagram), 0, datagram.length, PEER);
        }
        return bytes;
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public void connect(InetSocketAddress remote) {
        targets.add(remote);
    }

    @Override
    public int sendBufferLength() {
        return 1;
    }

    @Override
    public int receiveBufferLength() {
        return 2;
    }

    @Override
    public long refusedCount() {
        return 3;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
