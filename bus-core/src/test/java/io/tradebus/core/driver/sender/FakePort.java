package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.format.frame.Frames;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Keeps what it is given to send, datagram by datagram, and for whom if it has no peer. */
final class FakePort implements DatagramPort {
    static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 20_121);

    final List<byte[]> datagrams = new ArrayList<>();
    /** Bytes of each call. */
    final List<Integer> calls = new ArrayList<>();
    /** How many more datagrams are taken. */
    int room = Integer.MAX_VALUE;

    /** To whom each datagram was sent, by port. */
    final List<Integer> targets = new ArrayList<>();
    /** Ports to which nothing can be sent. */
    final Set<Integer> unreachable = new HashSet<>();

    /** How many datagrams of a run cost no more than one. */
    int datagramsPerCall = 1;

    boolean hasPeer = true;
    boolean isRecording = true;
    boolean isClosed;
    boolean failsToClose;
    boolean hasFailed;
    boolean failsToSend;
    long refused;
    long bytesTaken;

    @Nullable InetSocketAddress connectedTo;

    @Override
    public int send(ByteBuffer run, int segmentLength, @Nullable InetSocketAddress target) {
        if (failsToSend) {
            throw new IllegalStateException("cannot send");
        }
        if (hasPeer != (target == null)) {
            throw new AssertionError("target was " + target);
        }
        int begin = run.position();
        hasFailed = target != null && !unreachable.isEmpty() && unreachable.contains(target.getPort());
        if (hasFailed) {
            return 0;
        }
        while (run.hasRemaining() && room > 0) {
            int length = Math.min(segmentLength, run.remaining());
            if (isRecording) {
                byte[] datagram = new byte[length];
                run.get(run.position(), datagram);
                datagrams.add(datagram);
                if (target != null) {
                    targets.add(target.getPort());
                }
            }
            run.position(run.position() + length);
            room--;
        }
        if (isRecording) {
            calls.add(run.position() - begin);
        }
        bytesTaken += run.position() - begin;
        return run.position() - begin;
    }

    /** One line for each datagram since the last call. */
    List<String> takeLines() {
        List<String> lines = new ArrayList<>();
        for (byte[] datagram : takeDatagrams()) {
            lines.add(Frames.describe(new UnsafeBuffer(datagram), 0, datagram.length));
        }
        return lines;
    }

    /** Who was sent a datagram since the last call, in order. */
    List<Integer> takeTargets() {
        List<Integer> taken = List.copyOf(targets);
        takeDatagrams();
        return taken;
    }

    List<byte[]> takeDatagrams() {
        List<byte[]> taken = List.copyOf(datagrams);
        datagrams.clear();
        calls.clear();
        targets.clear();
        return taken;
    }

    @Override
    public int datagramsPerCall(int segmentLength) {
        return datagramsPerCall;
    }

    @Override
    public boolean hasFailed() {
        return hasFailed;
    }

    @Override
    public int receive(DatagramHandler handler, int limit) {
        throw new AssertionError("the poller receives");
    }

    @Override
    public InetSocketAddress localAddress() {
        return new InetSocketAddress("127.0.0.1", 40_000);
    }

    @Override
    public void connect(InetSocketAddress remote) {
        connectedTo = remote;
    }

    @Override
    public int sendBufferLength() {
        return 1 << 20;
    }

    @Override
    public int receiveBufferLength() {
        return 1 << 20;
    }

    @Override
    public long refusedCount() {
        return refused;
    }

    @Override
    public void close() {
        isClosed = true;
        if (failsToClose) {
            throw new IllegalStateException("cannot close");
        }
    }
}
