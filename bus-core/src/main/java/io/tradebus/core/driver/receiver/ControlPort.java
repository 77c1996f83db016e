package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.ReceiveEndpointSetup;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.format.frame.ErrorFrame;
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

    private final ReceiveEndpointSetup setup;
    private final DatagramPort port;
    private final AtomicCounter shortSends;
    private final ByteBuffer frame = ByteBuffer.allocateDirect(StatusMessageFrame.TAGGED_LENGTH);
    private final UnsafeBuffer frameBuffer = new UnsafeBuffer(frame);
    private boolean isClosed;

    ControlPort(ReceiveEndpointSetup setup, AtomicCounter shortSends) {
        this.setup = setup;
        this.shortSends = shortSends;
        port = setup.port();
    }

    long receiverId() {
        return setup.receiverId();
    }

    /** Asks a sender to describe a stream. */
    void requestSetup(int sessionId, int streamId, InetSocketAddress target) {
        int length = writeStatusMessage(frameBuffer, StatusMessageFrame.FLAG_SETUP_REQUEST, sessionId, streamId);
        send(frame, 0, length, target);
    }

    /** Answers a sender that measures the round trip. */
    void answerRtt(int sessionId, int streamId, long echoNs, InetSocketAddress target) {
        RttFrame.write(frameBuffer, 0, 0, sessionId, streamId, echoNs, setup.receiverId());
        send(frame, 0, RttFrame.LENGTH, target);
    }

    /** Writes a status message without position at the start of a buffer, and returns its length. */
    int writeStatusMessage(UnsafeBuffer buffer, int flags, int sessionId, int streamId) {
        StatusMessageFrame.write(buffer, 0, flags, sessionId, streamId, setup.receiverId());
        Long groupTag = setup.groupTag();
        if (groupTag == null) {
            return StatusMessageFrame.LENGTH;
        }
        StatusMessageFrame.writeGroupTag(buffer, 0, groupTag);
        return StatusMessageFrame.TAGGED_LENGTH;
    }

    /** Writes a refusal of a stream at the start of a buffer, and returns its length. */
    int writeError(UnsafeBuffer buffer, int sessionId, int streamId, int errorCode, String text) {
        int length = ErrorFrame.write(buffer, 0, sessionId, streamId, setup.receiverId(), errorCode, text);
        Long groupTag = setup.groupTag();
        if (groupTag != null) {
            ErrorFrame.writeGroupTag(buffer, 0, groupTag);
        }
        return length;
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
