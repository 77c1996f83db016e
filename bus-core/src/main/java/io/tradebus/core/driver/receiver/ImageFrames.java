package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.InboundLog;
import io.tradebus.core.format.frame.NakFrame;
import io.tradebus.core.format.frame.ResponseSetupFrame;
import io.tradebus.core.format.frame.RttFrame;
import io.tradebus.core.format.frame.StatusMessageFrame;
import io.tradebus.core.format.log.Positions;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The frames by which one image answers its sender. */
final class ImageFrames {
    private static final int NAK = 48;
    private static final int RTT = 80;
    private static final int RESPONSE_SETUP = 120;
    private static final int LENGTH = RESPONSE_SETUP + ResponseSetupFrame.LENGTH;

    private final ByteBuffer frames = ByteBuffer.allocateDirect(LENGTH);
    private final UnsafeBuffer buffer = new UnsafeBuffer(frames);
    private final ControlPort control;
    private final Transport transport;
    private final int sessionId;
    private final int streamId;
    private final int initialTermId;
    private final int termLength;
    private final int bitsToShift;
    private final int statusMessageLength;

    ImageFrames(InboundLog log, ControlPort control, Transport transport) {
        this.control = control;
        this.transport = transport;
        sessionId = log.sessionId();
        streamId = log.streamId();
        initialTermId = log.description().start().initialTermId();
        termLength = log.description().shape().termLength();
        bitsToShift = Positions.bitsToShift(termLength);
        statusMessageLength = control.writeStatusMessage(buffer, 0, sessionId, streamId);
    }

    /**
     * Sends a status message.
     *
     * @param flags of {@link StatusMessageFrame}
     * @param position up to which all subscribers have consumed
     */
    boolean sendStatusMessage(int flags, long position, int windowLength) {
        StatusMessageFrame.writeFlags(buffer, 0, flags);
        StatusMessageFrame.writeConsumption(
                buffer,
                0,
                Positions.termId(position, bitsToShift, initialTermId),
                Positions.termOffset(position, termLength),
                windowLength);
        return control.send(frames, 0, statusMessageLength, transport.control());
    }

    /** Asks for a part of a term again. */
    boolean sendNak(int termId, int termOffset, int length) {
        NakFrame.write(buffer, NAK, sessionId, streamId, termId, termOffset, length);
        return control.send(frames, NAK, NakFrame.LENGTH, transport.control());
    }

    /** Tells the sender in which session it is answered. */
    boolean sendResponseSetup(int responseSessionId) {
        ResponseSetupFrame.write(buffer, RESPONSE_SETUP, sessionId, streamId, responseSessionId);
        return control.send(frames, RESPONSE_SETUP, ResponseSetupFrame.LENGTH, transport.control());
    }

    /** Asks how long the way to the sender and back is. */
    boolean sendRttRequest(long nowNs) {
        RttFrame.write(buffer, RTT, RttFrame.FLAG_REPLY_REQUESTED, sessionId, streamId, nowNs, control.receiverId());
        return control.send(frames, RTT, RttFrame.LENGTH, transport.control());
    }
}
