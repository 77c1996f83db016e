package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.InboundLog;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.format.frame.ErrorFrame;
import io.tradebus.core.format.frame.NakFrame;
import io.tradebus.core.format.frame.ResponseSetupFrame;
import io.tradebus.core.format.frame.RttFrame;
import io.tradebus.core.format.frame.StatusMessageFrame;
import io.tradebus.core.format.log.Positions;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** The frames by which one image answers its sender, on each way by which it is heard. */
final class ImageFrames {
    private static final int NAK = 48;
    private static final int RTT = 80;
    private static final int RESPONSE_SETUP = 120;
    private static final int LENGTH = RESPONSE_SETUP + ResponseSetupFrame.LENGTH;

    private final ByteBuffer frames = ByteBuffer.allocateDirect(LENGTH);
    private final UnsafeBuffer buffer = new UnsafeBuffer(frames);
    private final Identity identity;
    private final Connections connections;
    private final int sessionId;
    private final int streamId;
    private final int initialTermId;
    private final int termLength;
    private final int bitsToShift;
    private final int statusMessageLength;
    /** The whole frame, once the stream is refused. */
    private @Nullable ByteBuffer rejection;

    ImageFrames(InboundLog log, Identity identity, Connections connections) {
        this.identity = identity;
        this.connections = connections;
        sessionId = log.sessionId();
        streamId = log.streamId();
        initialTermId = log.description().start().initialTermId();
        termLength = log.description().shape().termLength();
        bitsToShift = Positions.bitsToShift(termLength);
        statusMessageLength = identity.writeStatusMessage(buffer, 0, sessionId, streamId);
    }

    /**
     * Sends a status message to each sender. Returns whether at least one was taken, as all of these do.
     *
     * @param flags of {@link StatusMessageFrame}
     * @param position up to which all subscribers have consumed
     */
    boolean sendStatusMessage(long nowNs, int flags, long position, int windowLength) {
        StatusMessageFrame.writeFlags(buffer, 0, flags);
        boolean isTaken = false;
        for (int i = 0; i < connections.size(); i++) {
            Connection connection = connections.active(i, nowNs);
            if (connection != null) {
                writeConsumption(connection.believable(position, termLength / 2), windowLength);
                isTaken |= connection.send(frames, 0, statusMessageLength);
            }
        }
        return isTaken;
    }

    private void writeConsumption(long position, int windowLength) {
        StatusMessageFrame.writeConsumption(
                buffer,
                0,
                Positions.termId(position, bitsToShift, initialTermId),
                Positions.termOffset(position, termLength),
                windowLength);
    }

    /** Writes down why the stream is refused. */
    void reject(String reason) {
        ByteBuffer frame = ByteBuffer.allocateDirect(ErrorFrame.HEADER_LENGTH + reason.length());
        identity.writeError(new UnsafeBuffer(frame), sessionId, streamId, ErrorCode.IMAGE_REJECTED.value(), reason);
        rejection = frame;
    }

    /** Whether the stream is refused. */
    boolean isRejected() {
        return rejection != null;
    }

    /** Sends why the stream is refused. Returns whether at least one frame was taken. */
    boolean sendRejection(long nowNs) {
        ByteBuffer frame = Objects.requireNonNull(rejection);
        return connections.send(frame, 0, frame.capacity(), nowNs) > 0;
    }

    /** Asks for a part of a term again. */
    boolean sendNak(long nowNs, int termId, int termOffset, int length) {
        NakFrame.write(buffer, NAK, sessionId, streamId, termId, termOffset, length);
        return connections.send(frames, NAK, NakFrame.LENGTH, nowNs) > 0;
    }

    /** Tells the sender in which session it is answered. */
    boolean sendResponseSetup(long nowNs, int responseSessionId) {
        ResponseSetupFrame.write(buffer, RESPONSE_SETUP, sessionId, streamId, responseSessionId);
        return connections.send(frames, RESPONSE_SETUP, ResponseSetupFrame.LENGTH, nowNs) > 0;
    }

    /** Asks how long the way to the sender and back is; {@code echoNs} comes back with the answer. */
    boolean sendRttRequest(long nowNs, long echoNs) {
        RttFrame.write(buffer, RTT, RttFrame.FLAG_REPLY_REQUESTED, sessionId, streamId, echoNs, identity.receiverId());
        return connections.send(frames, RTT, RttFrame.LENGTH, nowNs) > 0;
    }
}
