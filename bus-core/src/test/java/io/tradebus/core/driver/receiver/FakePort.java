package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.format.frame.Frames;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Keeps what it is given to send. */
final class FakePort implements DatagramPort {
    /** One datagram. */
    record Sent(byte[] bytes, InetSocketAddress target) {
        String line() {
            return Frames.describe(new UnsafeBuffer(bytes), 0, bytes.length) + " -> " + target.getPort();
        }
    }

    final List<Sent> sent = new ArrayList<>();
    boolean isRecording = true;
    boolean isFull;
    boolean isClosed;
    boolean failsToSend;
    int sends;

    @Override
    public int send(ByteBuffer run, int segmentLength, @Nullable InetSocketAddress target) {
        if (isClosed) {
            throw new IllegalStateException("sent by a port that is closed");
        }
        if (failsToSend) {
            throw new IllegalStateException("cannot send");
        }
        if (isFull) {
            return 0;
        }
        int length = run.remaining();
        sends++;
        if (isRecording) {
            byte[] bytes = new byte[length];
            run.get(run.position(), bytes);
            sent.add(new Sent(bytes, target));
        }
        run.position(run.limit());
        return length;
    }

    /** One line for each datagram since the last call. */
    List<String> takeLines() {
        List<String> lines = new ArrayList<>();
        sent.forEach(datagram -> lines.add(datagram.line()));
        sent.clear();
        return lines;
    }

    @Override
    public boolean hasFailed() {
        return false;
    }

    @Override
    public int receive(DatagramHandler handler, int limit) {
        throw new AssertionError("the poller receives");
    }

    @Override
    public InetSocketAddress localAddress() {
        return new InetSocketAddress("127.0.0.1", 20_121);
    }

    @Override
    public void connect(InetSocketAddress remote) {
        throw new AssertionError("a receiver has no peer");
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
        return 0;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
