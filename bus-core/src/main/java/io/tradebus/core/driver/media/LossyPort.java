package io.tradebus.core.driver.media;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A port that loses some of what goes through it. What is lost on the way out counts as sent. */
final class LossyPort implements WrappedPort {
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final DatagramPort port;
    private final LossRule incoming;
    private final LossRule outgoing;

    LossyPort(DatagramPort port, LossRule incoming, LossRule outgoing) {
        this.port = port;
        this.incoming = incoming;
        this.outgoing = outgoing;
    }

    @Override
    public int send(ByteBuffer run, int segmentLength, @Nullable InetSocketAddress target) {
        return LossRule.NONE.equals(outgoing)
                ? port.send(run, segmentLength, target)
                : sendSome(run, segmentLength, target);
    }

    @Override
    public int datagramsPerCall(int segmentLength) {
        return LossRule.NONE.equals(outgoing) ? port.datagramsPerCall(segmentLength) : 1;
    }

    @Override
    public boolean hasFailed() {
        return port.hasFailed();
    }

    @Override
    public int receive(DatagramHandler handler, int limit) {
        return port.receive(around(handler), limit);
    }

    @Override
    public DatagramPort port() {
        return port;
    }

    @Override
    public DatagramHandler around(DatagramHandler handler) {
        return LossRule.NONE.equals(incoming)
                ? handler
                : (buffer, offset, length, source) -> {
                    if (!incoming.isLost(buffer, offset, length)) {
                        handler.onDatagram(buffer, offset, length, source);
                    }
                };
    }

    @Override
    public InetSocketAddress localAddress() {
        return port.localAddress();
    }

    @Override
    public void connect(InetSocketAddress remote) {
        port.connect(remote);
    }

    @Override
    public int sendBufferLength() {
        return port.sendBufferLength();
    }

    @Override
    public int receiveBufferLength() {
        return port.receiveBufferLength();
    }

    @Override
    public long refusedCount() {
        return port.refusedCount();
    }

    @Override
    public void close() {
        port.close();
    }

    private int sendSome(ByteBuffer run, int segmentLength, @Nullable InetSocketAddress target) {
        int start = run.position();
        int end = run.limit();
        int sent = start;
        view.wrap(run);
        while (sent < end) {
            int length = Math.min(segmentLength, end - sent);
            run.limit(sent + length).position(sent);
            if (!outgoing.isLost(view, sent, length) && port.send(run, segmentLength, target) < length) {
                break;
            }
            sent += length;
        }
        run.limit(end).position(sent);
        return sent - start;
    }
}
