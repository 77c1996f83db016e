package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.format.frame.RttFrame;
import io.tradebus.core.format.frame.StatusMessageFrame;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/** Sends what a receiver says, from the socket by which it listens. */
final class ControlPort implements AutoCloseable {
    /** In the requests that are for no stream: they make this endpoint known to a sender with several receivers. */
    static final int ANY = 0;

    private final DatagramPort port;
    private final Identity identity;
    private final AtomicCounter shortSends;
    private final ByteBuffer frame = ByteBuffer.allocateDirect(StatusMessageFrame.TAGGED_LENGTH);
    private final UnsafeBuffer frameBuffer = new UnsafeBuffer(frame);
    private boolean isClosed;

    ControlPort(DatagramPort port, Identity identity, AtomicCounter shortSends) {
        this.port = port;
        this.identity = identity;
        this.shortSends = shortSends;
    }

    /** Asks a sender to describe a stream. */
    void requestSetup(int sessionId, int streamId, InetSocketAddress target) {
        int length =
                identity.writeStatusMessage(frameBuffer, StatusMessageFrame.FLAG_SETUP_REQUEST, sessionId, streamId);
        send(frame, 0, length, target);
    }

    /** Answers a sender that measures the round trip. */
    void answerRtt(int sessionId, int streamId, long echoNs, InetSocketAddress target) {
        RttFrame.write(frameBuffer, 0, 0, sessionId, streamId, echoNs, identity.receiverId());
        send(frame, 0, RttFrame.LENGTH, target);
    }

    /**
     * Sends one datagram.
     *
     * @return whether it was taken; what is not is lost, as it may be on the way
     */
    boolean send(ByteBuffer buffer, int offset, int length, InetSocketAddress target) {
        if (isClosed) {
            return false;
        }
        buffer.limit(offset + length).position(offset);
        if (port.send(buffer, length, target) < length) {
            shortSends.increment();
            return false;
        }
        return true;
    }

    @Override
    public void close() {
        isClosed = true;
        port.close();
    }
}
