package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.ReceiveEndpointSetup;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.RttFrame;
import io.tradebus.core.format.frame.SetupFrame;
import java.net.InetSocketAddress;
import java.util.Iterator;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Says what becomes of each frame that arrives at an endpoint: it goes to the image of its session, begins a new one, or
 * is ignored. See {@code docs/wire-protocol.md#what-a-receiver-does-per-stream-and-session}.
 */
final class FrameDispatcher {
    private final ReceiverTools tools;
    private final ReceiveEndpointSetup setup;
    private final SetupOffers offers;
    private final Evidence evidence;
    private final Int2ObjectHashMap<StreamInterest> interests = new Int2ObjectHashMap<>();

    // Most datagrams are of the same image as the one before.
    private @Nullable InboundStream last;

    FrameDispatcher(ReceiverTools tools, ReceiveEndpointSetup setup, Evidence evidence) {
        this.tools = tools;
        this.setup = setup;
        this.evidence = evidence;
        offers = new SetupOffers(tools, setup, evidence);
    }

    /** Whether anybody reads anything that comes here. */
    boolean hasInterest() {
        return !interests.isEmpty();
    }

    void addInterest(int streamId) {
        interestIn(streamId).addAll();
    }

    void addInterest(int streamId, int sessionId) {
        interestIn(streamId).add(sessionId);
    }

    void removeInterest(int streamId) {
        StreamInterest interest = interests.get(streamId);
        if (interest != null) {
            interest.removeAll(tools.clock().nowNs());
            dropIfEmpty(streamId, interest);
        }
    }

    void removeInterest(int streamId, int sessionId) {
        StreamInterest interest = interests.get(streamId);
        if (interest != null) {
            interest.remove(sessionId, tools.clock().nowNs());
            dropIfEmpty(streamId, interest);
        }
    }

    /** Returns false if nobody reads the session any more. */
    boolean add(InboundStream image) {
        StreamInterest interest = interests.get(image.streamId());
        if (interest == null || !interest.covers(image.sessionId())) {
            return false;
        }
        last = null;
        interest.activate(image.sessionId(), image, tools.clock().nowNs());
        return true;
    }

    /** Has nothing more go to an image. Does nothing if nothing went there any more. */
    void remove(InboundStream image) {
        last = null;
        StreamInterest interest = interests.get(image.streamId());
        if (interest != null) {
            SessionState next = image.hasSeenEnd() ? SessionState.UNKNOWN : SessionState.COOL_DOWN;
            interest.deactivate(image, next, tools.clock().nowNs());
        }
    }

    void onSetupRefused(int streamId, int sessionId) {
        leave(SessionState.INIT_IN_PROGRESS, streamId, sessionId);
    }

    void endCoolDown(int streamId, int sessionId) {
        leave(SessionState.COOL_DOWN, streamId, sessionId);
    }

    /** Forgets what was asked for in vain. */
    void expire(long nowNs) {
        Iterator<StreamInterest> iterator = interests.values().iterator();
        while (iterator.hasNext()) {
            iterator.next().expire(nowNs);
        }
    }

    /** Takes a datagram of data, padding or a heartbeat, of which the first header is valid. */
    void onData(Transport transport, UnsafeBuffer buffer, int offset, int length, InetSocketAddress source) {
        int streamId = DataFrame.streamId(buffer, offset);
        int sessionId = DataFrame.sessionId(buffer, offset);
        InboundStream image = last;
        if (image == null || !image.is(streamId, sessionId)) {
            image = image(streamId, sessionId);
            if (image == null) {
                onUnknown(transport, streamId, sessionId, DataFrame.flags(buffer, offset), source);
                return;
            }
            last = image;
        }
        try {
            image.onDatagram(transport, buffer, offset, length, source);
        } catch (RuntimeException failure) {
            image.onFailure(failure);
        }
    }

    /** Takes a SETUP with a valid header. */
    void onSetup(
            Transport transport,
            UnsafeBuffer buffer,
            int offset,
            int streamId,
            int sessionId,
            InetSocketAddress source) {
        long nowNs = tools.clock().nowNs();
        StreamInterest interest = interests.get(streamId);
        if (interest == null || !interest.covers(sessionId)) {
            evidence.onUnwanted(streamId);
            return;
        }
        evidence.onSetup();
        SessionState state = interest.state(sessionId, nowNs);
        if (state == SessionState.ACTIVE) {
            InboundStream image = interest.image(sessionId);
            if (image != null) {
                image.onSetup(
                        transport,
                        source,
                        SetupFrame.initialTermId(buffer, offset),
                        SetupFrame.activeTermId(buffer, offset),
                        SetupFrame.termOffset(buffer, offset));
            }
            return;
        }
        boolean isAwaited = state == SessionState.UNKNOWN || state == SessionState.PENDING_SETUP;
        if (isAwaited
                && interest.hasRoom(SessionState.INIT_IN_PROGRESS)
                && offers.offer(transport, buffer, offset, interest.imageCount(), source)) {
            interest.become(sessionId, SessionState.INIT_IN_PROGRESS, nowNs);
        }
    }

    /** Takes a round-trip measurement with a valid header: a question or an answer. */
    void onRtt(Transport transport, UnsafeBuffer buffer, int offset, InetSocketAddress source) {
        long receiverId = RttFrame.receiverId(buffer, offset);
        if (receiverId != RttFrame.ANY_RECEIVER && receiverId != setup.receiverId()) {
            return;
        }
        InboundStream image = image(RttFrame.streamId(buffer, offset), RttFrame.sessionId(buffer, offset));
        if (image == null) {
            return;
        }
        long echoNs = RttFrame.echoTimestampNs(buffer, offset);
        if (RttFrame.isReplyRequested(buffer, offset)) {
            transport.control().answerRtt(image.sessionId(), image.streamId(), echoNs, transport.controlOf(source));
        } else {
            image.onRtt(tools.clock().preciseNs() - echoNs - RttFrame.receptionDeltaNs(buffer, offset));
        }
    }

    private void onUnknown(Transport transport, int streamId, int sessionId, int flags, InetSocketAddress source) {
        StreamInterest interest = interests.get(streamId);
        if (interest == null || !interest.covers(sessionId)) {
            evidence.onUnwanted(streamId);
            return;
        }
        long nowNs = tools.clock().nowNs();
        boolean isAskedFor = interest.state(sessionId, nowNs) == SessionState.UNKNOWN
                && (flags & DataFrame.FLAG_END_OF_STREAM) == 0
                && interest.hasRoom(SessionState.PENDING_SETUP);
        if (isAskedFor) {
            interest.become(sessionId, SessionState.PENDING_SETUP, nowNs);
            transport.control().requestSetup(sessionId, streamId, transport.controlOf(source));
        }
    }

    private @Nullable InboundStream image(int streamId, int sessionId) {
        StreamInterest interest = interests.get(streamId);
        return interest == null ? null : interest.image(sessionId);
    }

    private void leave(SessionState state, int streamId, int sessionId) {
        long nowNs = tools.clock().nowNs();
        StreamInterest interest = interests.get(streamId);
        if (interest != null && interest.state(sessionId, nowNs) == state) {
            interest.become(sessionId, SessionState.UNKNOWN, nowNs);
        }
    }

    private StreamInterest interestIn(int streamId) {
        StreamInterest interest = interests.get(streamId);
        if (interest == null) {
            interest = new StreamInterest();
            interests.put(streamId, interest);
        }
        return interest;
    }

    private void dropIfEmpty(int streamId, StreamInterest interest) {
        last = null;
        if (interest.isEmpty()) {
            interests.remove(streamId);
        }
    }
}
