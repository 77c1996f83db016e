package io.tradebus.core.driver.event;

import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.WrappedPort;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.FrameHeader;
import io.tradebus.core.format.frame.FrameType;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A port with an event for each datagram. Of data only the header is kept. */
final class WatchedPort implements WrappedPort {
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final DatagramPort port;
    private final EventLog log;
    private final EventEncoder encoder;
    private @Nullable InetSocketAddress peer;

    WatchedPort(DatagramPort port, @Nullable InetSocketAddress peer, EventLog log) {
        this.port = port;
        this.peer = peer;
        this.log = log;
        encoder = new EventEncoder(log);
    }

    @Override
    public DatagramPort port() {
        return port;
    }

    @Override
    public int send(ByteBuffer run, int segmentLength, @Nullable InetSocketAddress target) {
        if (!log.isOn(DriverEvent.FRAME_OUT)) {
            return port.send(run, segmentLength, target);
        }
        int start = run.position();
        int sent = port.send(run, segmentLength, target);
        view.wrap(run);
        for (int offset = start; offset < start + sent; offset += segmentLength) {
            int length = Math.min(segmentLength, start + sent - offset);
            onFrame(DriverEvent.FRAME_OUT, target == null ? peer : target, view, offset, length);
        }
        return sent;
    }

    @Override
    public int datagramsPerCall(int segmentLength) {
        return port.datagramsPerCall(segmentLength);
    }

    @Override
    public boolean hasFailed() {
        return port.hasFailed();
    }

    @Override
    public int receive(DatagramHandler handler, int limit) {
        return port.receive(log.isOn(DriverEvent.FRAME_IN) ? around(handler) : handler, limit);
    }

    @Override
    public DatagramHandler around(DatagramHandler handler) {
        return (buffer, offset, length, source) -> {
            if (log.isOn(DriverEvent.FRAME_IN)) {
                onFrame(DriverEvent.FRAME_IN, source, buffer, offset, length);
            }
            handler.onDatagram(buffer, offset, length, source);
        };
    }

    @Override
    public InetSocketAddress localAddress() {
        return port.localAddress();
    }

    @Override
    public void connect(InetSocketAddress remote) {
        port.connect(remote);
        peer = remote;
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

    private void onFrame(
            DriverEvent event, @Nullable InetSocketAddress address, DirectBuffer buffer, int offset, int length) {
        encoder.begin(event)
                .address(address)
                .frame(buffer, offset, length, limit(buffer, offset, length))
                .end();
    }

    private static int limit(DirectBuffer buffer, int offset, int length) {
        boolean isData = length >= DataFrame.HEADER_LENGTH
                && (FrameHeader.type(buffer, offset) == FrameType.DATA
                        || FrameHeader.type(buffer, offset) == FrameType.PADDING);
        return isData ? DataFrame.HEADER_LENGTH : EventEncoder.MAX_CAPTURED;
    }
}
