package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.exchange.RejectedDatagrams;
import io.tradebus.core.driver.exchange.StreamRefusal;
import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.protocol.RetransmitSchedule;
import io.tradebus.core.driver.protocol.StatusMessage;
import io.tradebus.core.format.control.RejectingReceiver;
import io.tradebus.core.format.frame.DatagramFault;
import io.tradebus.core.format.frame.DatagramRules;
import io.tradebus.core.format.frame.ErrorFrame;
import io.tradebus.core.format.frame.FrameHeader;
import io.tradebus.core.format.frame.FrameType;
import io.tradebus.core.format.frame.NakFrame;
import io.tradebus.core.format.frame.ResponseSetupFrame;
import io.tradebus.core.format.frame.RttFrame;
import io.tradebus.core.format.frame.StatusMessageFrame;
import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes what arrives at one endpoint, and gives it to the stream it is about. See
 * {@code docs/wire-protocol.md#what-is-processed-where}. What is malformed is dropped and counted; what is meant for
 * others, or about a stream that is not sent here, is dropped.
 */
final class ControlDispatcher implements DatagramHandler {
    private static final long NO_GROUP_TAG = -1;

    private final SendEndpoint endpoint;
    private final SenderCommons commons;
    private final SenderCounters counters;
    private final RejectedDatagrams rejected;
    private final StatusMessage message = new StatusMessage();
    private final FrameBuffer answer = new FrameBuffer(RttFrame.LENGTH);

    ControlDispatcher(SendEndpoint endpoint, SenderCommons commons) {
        this.endpoint = endpoint;
        this.commons = commons;
        counters = commons.counters();
        rejected = commons.context().rejected();
    }

    @Override
    public void onDatagram(UnsafeBuffer buffer, int offset, int length, InetSocketAddress source) {
        try {
            DatagramFault fault = DatagramRules.header(buffer, offset, length);
            if (!isRejected(fault)) {
                dispatch(buffer, offset, source);
            }
        } catch (RuntimeException e) {
            commons.context().problems().errors().onError(e);
        }
    }

    private void dispatch(UnsafeBuffer buffer, int offset, InetSocketAddress source) {
        switch (FrameHeader.type(buffer, offset)) {
            case FrameType.STATUS_MESSAGE -> onStatusMessage(buffer, offset, source);
            case FrameType.NAK -> onNak(buffer, offset, source);
            case FrameType.RTT -> onRtt(buffer, offset);
            case FrameType.ERROR -> onError(buffer, offset, source);
            case FrameType.RESPONSE_SETUP -> onResponseSetup(buffer, offset);
            default -> {
                // Receivers of the same group hear these too.
            }
        }
    }

    private void onStatusMessage(UnsafeBuffer buffer, int frame, InetSocketAddress source) {
        counters.statusMessagesReceived().incrementRelease();
        OutboundStream stream =
                endpoint.find(StatusMessageFrame.sessionId(buffer, frame), StatusMessageFrame.streamId(buffer, frame));
        long nowNs = commons.time().nanoTime();
        // One that is about no stream of this endpoint makes its receiver known all the same.
        if (stream == null || isTaken(stream, buffer, frame, source, nowNs)) {
            endpoint.destinations().onReceiver(StatusMessageFrame.receiverId(buffer, frame), source, nowNs);
        }
    }

    /** Gives a message to the stream it is about. Returns false if what it says cannot be true. */
    private boolean isTaken(
            OutboundStream stream, UnsafeBuffer buffer, int frame, InetSocketAddress source, long nowNs) {
        if (StatusMessageFrame.isSetupRequest(buffer, frame)) {
            stream.onSetupRequest(read(buffer, frame, 0), source, nowNs);
        } else {
            if (isRejected(
                    DatagramRules.statusMessage(buffer, frame, stream.terms().termLength()))) {
                return false;
            }
            long position = stream.terms()
                    .position(StatusMessageFrame.termId(buffer, frame), StatusMessageFrame.termOffset(buffer, frame));
            if (!stream.onStatusMessage(read(buffer, frame, position), nowNs)) {
                counters.statusMessagesRejected().incrementRelease();
                return false;
            }
        }
        endpoint.onHeard(nowNs);
        return true;
    }

    private StatusMessage read(UnsafeBuffer buffer, int frame, long position) {
        message.set(
                        StatusMessageFrame.receiverId(buffer, frame),
                        position,
                        StatusMessageFrame.windowLength(buffer, frame))
                .isSetupRequest(StatusMessageFrame.isSetupRequest(buffer, frame))
                .isEndOfStream(StatusMessageFrame.isEndOfStream(buffer, frame));
        return StatusMessageFrame.hasGroupTag(buffer, frame)
                ? message.groupTag(StatusMessageFrame.groupTag(buffer, frame))
                : message;
    }

    private void onNak(UnsafeBuffer buffer, int frame, InetSocketAddress source) {
        OutboundStream stream = endpoint.find(NakFrame.sessionId(buffer, frame), NakFrame.streamId(buffer, frame));
        if (stream == null
                || isRejected(DatagramRules.nak(buffer, frame, stream.terms().termLength()))) {
            return;
        }
        counters.naksReceived().incrementRelease();
        int termId = NakFrame.termId(buffer, frame);
        int termOffset = NakFrame.termOffset(buffer, frame);
        int range = NakFrame.range(buffer, frame);
        commons.context().events().onNakReceived(source, stream.log(), termId, termOffset, range);
        RetransmitSchedule.Outcome outcome =
                stream.onNak(termId, termOffset, range, commons.time().nanoTime());
        if (outcome == RetransmitSchedule.Outcome.OVERFLOW) {
            counters.retransmitOverflows().incrementRelease();
        }
    }

    private void onRtt(UnsafeBuffer buffer, int frame) {
        int sessionId = RttFrame.sessionId(buffer, frame);
        int streamId = RttFrame.streamId(buffer, frame);
        OutboundStream stream = endpoint.find(sessionId, streamId);
        if (stream == null || !RttFrame.isReplyRequested(buffer, frame)) {
            return;
        }
        RttFrame.write(
                answer.buffer(),
                0,
                0,
                sessionId,
                streamId,
                RttFrame.echoTimestampNs(buffer, frame),
                RttFrame.receiverId(buffer, frame));
        stream.outlet().send(answer);
    }

    private void onError(UnsafeBuffer buffer, int frame, InetSocketAddress source) {
        if (isRejected(DatagramRules.error(buffer, frame))) {
            return;
        }
        counters.errorFramesReceived().incrementRelease();
        OutboundStream stream = endpoint.find(ErrorFrame.sessionId(buffer, frame), ErrorFrame.streamId(buffer, frame));
        if (stream == null) {
            return;
        }
        boolean isNews = stream.onReceiverError(
                ErrorFrame.receiverId(buffer, frame),
                ErrorFrame.hasGroupTag(buffer, frame),
                ErrorFrame.groupTag(buffer, frame),
                commons.time().nanoTime());
        if (isNews) {
            endpoint.refusals()
                    .tell(refusal(stream, buffer, frame, source), commons.time().nanoTime());
        }
    }

    private StreamRefusal refusal(OutboundStream stream, UnsafeBuffer buffer, int frame, InetSocketAddress source) {
        long receiverId = ErrorFrame.receiverId(buffer, frame);
        return new StreamRefusal(
                stream.registrationId(),
                endpoint.destinations().registrationId(receiverId, source),
                stream.sessionId(),
                stream.streamId(),
                new RejectingReceiver(
                        receiverId,
                        ErrorFrame.hasGroupTag(buffer, frame) ? ErrorFrame.groupTag(buffer, frame) : NO_GROUP_TAG,
                        source.getAddress().getAddress(),
                        source.getPort()),
                ErrorFrame.errorCode(buffer, frame),
                ErrorFrame.text(buffer, frame));
    }

    private void onResponseSetup(UnsafeBuffer buffer, int frame) {
        OutboundStream stream =
                endpoint.find(ResponseSetupFrame.sessionId(buffer, frame), ResponseSetupFrame.streamId(buffer, frame));
        if (stream != null) {
            stream.onResponseSetup(
                    ResponseSetupFrame.responseSessionId(buffer, frame),
                    commons.time().nanoTime());
        }
    }

    private boolean isRejected(@Nullable DatagramFault fault) {
        if (fault == null) {
            return false;
        }
        rejected.count(fault);
        return true;
    }
}
