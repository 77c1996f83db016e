package io.tradebus.core.driver.receiver;

import io.tradebus.core.format.log.LogMetadata;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** What one image has to do with one transport: what came by it, and to where it is answered. */
final class Connection {
    /** Nanoseconds without a frame after which nothing is sent to a connection any more. */
    static final long INACTIVITY_NS = 5_000_000_000L;

    private static final long UNKNOWN = -1;

    private final ControlPort port;
    private final InetSocketAddress control;
    private long activeNs;
    private long endPosition = LogMetadata.NOT_ENDED;
    private long senderPosition = UNKNOWN;
    private boolean isRevoked;

    /**
     * @param port by which the sender is answered
     * @param control where status messages and requests go
     * @param nowNs when something came, or begins to be expected
     */
    Connection(ControlPort port, InetSocketAddress control, long nowNs) {
        this.port = port;
        this.control = control;
        activeNs = nowNs;
    }

    void onFrame(long nowNs) {
        activeNs = nowNs;
    }

    /** The sender offers the stream from a position on. */
    void onOffered(long position) {
        senderPosition = position;
    }

    /** The sender has sent up to a position. What it sends again does not count. */
    void onSent(long position) {
        senderPosition = Math.max(senderPosition, position);
    }

    /**
     * The position that the sender is told: that of the image, unless another sender has brought it so much further that this
     * one would not believe it. See {@code docs/wire-protocol.md#what-an-sm-does-at-the-sender}.
     *
     * @param distance bytes by which a position may lie ahead of the sender
     */
    long believable(long position, int distance) {
        return senderPosition == UNKNOWN ? position : Math.min(position, senderPosition + distance);
    }

    /** Sends one frame to where it is answered. Returns whether the port took it. */
    boolean send(ByteBuffer buffer, int offset, int length) {
        return port.send(buffer, offset, length, control);
    }

    /** The sender said that the stream ends at a position, and whether the publication was taken back. */
    void onEnd(long position, boolean isTakenBack) {
        endPosition = position;
        isRevoked |= isTakenBack;
    }

    /** Whether the sender ever said that the publication was taken back. */
    boolean isRevoked() {
        return isRevoked;
    }

    /** Where the stream ends as was said by this connection, or {@link LogMetadata#NOT_ENDED}. */
    long endPosition() {
        return endPosition;
    }

    boolean isActive(long nowNs) {
        return isActive(nowNs, INACTIVITY_NS);
    }

    /** Whether something came in the last {@code timeoutNs} nanoseconds. */
    boolean isActive(long nowNs, long timeoutNs) {
        return nowNs - activeNs < timeoutNs;
    }
}
