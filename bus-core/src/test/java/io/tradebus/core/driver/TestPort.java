package io.tradebus.core.driver;

import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.PortSettings;
import io.tradebus.core.format.frame.Frames;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A port that keeps what is sent, and hands over what a test lets arrive. */
final class TestPort implements DatagramPort {
    static final InetSocketAddress PEER = new InetSocketAddress(TestNetwork.address("10.0.0.9"), 9);

    final PortSettings settings;
    boolean isClosed;

    @Nullable InetSocketAddress peer;

    private final InetSocketAddress localAddress;
    private final List<String> sent = new ArrayList<>();
    private final List<InetSocketAddress> targets = new ArrayList<>();
    private final Queue<Arriving> arriving = new ConcurrentLinkedQueue<>();

    private record Arriving(UnsafeBuffer datagram, InetSocketAddress source) {}

    TestPort(PortSettings settings, InetSocketAddress localAddress) {
        this.settings = settings;
        this.localAddress = localAddress;
        peer = settings.peer();
    }

    void arrives(UnsafeBuffer datagram) {
        arrives(datagram, PEER);
    }

    void arrives(UnsafeBuffer datagram, InetSocketAddress source) {
        arriving.add(new Arriving(datagram, source));
    }

    /** Where what was sent since the last call went that was not for the peer, each address once. */
    Set<InetSocketAddress> takeTargets() {
        Set<InetSocketAddress> taken = new HashSet<>(targets);
        targets.clear();
        return taken;
    }

    /** What was sent since the last call, one line a datagram. */
    List<String> takeSent() {
        List<String> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    @Override
    public int send(ByteBuffer run, int segmentLength, @Nullable InetSocketAddress target) {
        int length = run.remaining();
        while (run.hasRemaining()) {
            byte[] datagram = new byte[Math.min(segmentLength, run.remaining())];
            run.get(datagram);
            sent.add(Frames.describe(new UnsafeBuffer(datagram), 0, datagram.length));
            if (target != null) {
                targets.add(target);
            }
        }
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
            Arriving next = arriving.remove();
            UnsafeBuffer datagram = next.datagram();
            bytes += datagram.capacity();
            handler.onDatagram(datagram, 0, datagram.capacity(), next.source());
        }
        return bytes;
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public void connect(InetSocketAddress remote) {
        peer = remote;
    }

    @Override
    public int sendBufferLength() {
        return TestNetwork.LIMITS.effectiveSendLength(settings.sendBufferLength());
    }

    @Override
    public int receiveBufferLength() {
        return TestNetwork.LIMITS.effectiveReceiveLength(settings.receiveBufferLength());
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
