package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.InboundEnd;
import io.tradebus.core.driver.exchange.InboundLog;
import io.tradebus.core.driver.exchange.InboundSignals;
import io.tradebus.core.driver.exchange.InboundStreamSetup;
import io.tradebus.core.driver.protocol.LossDetector;
import io.tradebus.core.driver.protocol.Rest;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.DatagramFault;
import io.tradebus.core.format.frame.DatagramRules;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.idle.Bell;
import io.tradebus.core.idle.Outlook;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Receives one image: takes its datagrams, and says each cycle what is to be said to the sender. When the stream ends, by
 * itself or because nobody reads it any more, the sender goes on being told so until the conductor lets the image go.
 *
 * <p>An image to which no data has come for a while, and of which all was read, rests. Whatever comes for it ends the
 * rest.
 */
final class InboundStream {
    /** Silence after which a SETUP is believed that says that nothing will come any more that this image could take. */
    static final long LEFT_BEHIND_NS = TimeUnit.MILLISECONDS.toNanos(500);

    /** So much later an image that rests may see what the conductor says. */
    private static final long REST_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ReceiverTools tools;
    private final CycleClock clock;
    private final InboundLog log;
    private final InboundSignals signals;
    private final ReceiveEndpoint endpoint;
    private final Connections connections;
    private final Acceptance acceptance;
    private final StreamEnd streamEnd;
    private final Rebuild rebuild;
    private final Feedback feedback;
    private final Bell readers;
    private final Rest rest;
    private final int sessionId;
    private final int streamId;
    private final int initialTermId;
    private final int termLength;
    private final int bitsToShift;
    private long heardNs;
    private InboundEnd end = InboundEnd.NONE;
    private int shownTransports;
    private boolean isMute;
    private boolean isOver;

    InboundStream(ReceiverTools tools, ReceiveEndpoint endpoint, InboundStreamSetup setup) {
        this.tools = tools;
        this.endpoint = endpoint;
        clock = tools.clock();
        log = setup.log();
        signals = setup.signals();
        LogDescription description = log.description();
        sessionId = log.sessionId();
        streamId = log.streamId();
        readers = tools.context().wakeups().stream(streamId);
        initialTermId = description.start().initialTermId();
        termLength = description.shape().termLength();
        bitsToShift = Positions.bitsToShift(termLength);
        heardNs = clock.nowNs();
        rest = new Rest(Rest.QUIET_NS, REST_NS, heardNs);
        connections = new Connections(endpoint);
        Transport offered = endpoint.find(setup.transportId());
        if (offered != null) {
            connections.add(offered, setup.control(), heardNs);
        }
        streamEnd = new StreamEnd(tools, log, connections);
        acceptance = new Acceptance(termLength, setup.congestionControl().maxWindowLength());
        ImageFrames frames = new ImageFrames(log, endpoint.identity(), connections);
        feedback = new Feedback(tools, frames, connections, setup.congestionControl(), description.startPosition());
        InboundStreamSetup.Repair repair = setup.repair();
        FrameBounds bounds = new FrameBounds(termLength);
        GapRepair gaps = new GapRepair(tools, log, frames, bounds, repair.isReliable());
        rebuild = new Rebuild(
                log, bounds, new LossDetector(termLength, initialTermId, repair.delay(), repair.gaps(), gaps));
    }

    long imageId() {
        return log.imageId();
    }

    int sessionId() {
        return sessionId;
    }

    int streamId() {
        return streamId;
    }

    ReceiveEndpoint endpoint() {
        return endpoint;
    }

    boolean is(int otherStreamId, int otherSessionId) {
        return sessionId == otherSessionId && streamId == otherStreamId;
    }

    /** Whether the sender said that the stream has an end. */
    boolean hasSeenEnd() {
        return streamEnd.isKnown();
    }

    /** Whether nothing is to be done any more but to let it go. */
    boolean isOver() {
        return isOver;
    }

    /** Begins to receive. */
    void start() {
        showTransports(clock.nowNs());
        signals.receivingRelease();
    }

    /** Takes a datagram of this stream and session, of which nothing but the first header was checked. */
    void onDatagram(Transport transport, UnsafeBuffer buffer, int offset, int length, InetSocketAddress source) {
        rest.end();
        if (feedback.isRejected()) {
            // The sender is still there to be told so, but does not keep the image alive.
            connections.onFrame(transport, source, clock.nowNs());
            return;
        }
        DatagramFault fault = DatagramRules.data(buffer, offset, length, termLength);
        if (fault != null) {
            tools.context().rejected().count(fault);
            return;
        }
        long position = Positions.position(
                DataFrame.termId(buffer, offset), DataFrame.termOffset(buffer, offset), bitsToShift, initialTermId);
        boolean isHeartbeat = DataFrame.isHeartbeat(buffer, offset, length);
        long sentPosition = isHeartbeat ? position : position + length;
        switch (acceptance.fateOf(position, length, isHeartbeat, feedback.sentPosition())) {
            case INSERT -> {
                onHeard(transport, source, sentPosition);
                onData(position, buffer, offset, length);
            }
            case HEARTBEAT -> {
                onHeard(transport, source, sentPosition);
                onHeartbeat(transport, position, DataFrame.flags(buffer, offset));
            }
            case OVER_RUN -> tools.counters().overRuns().incrementRelease();
            case PADDED_OVER -> {
                tools.counters().overRuns().incrementRelease();
                onPaddedOver();
            }
            case LATE -> {
                tools.counters().underRuns().incrementRelease();
                connections.onFrame(transport, source, clock.nowNs()).onSent(sentPosition);
            }
            case UNDER_RUN -> {
                tools.counters().underRuns().incrementRelease();
                connections.onSent(transport, sentPosition);
            }
        }
    }

    /**
     * The stream is offered by a transport, which may be another one than before. If its sender has left this image behind
     * for good, the image ends, so that the stream can be joined where its sender is.
     */
    void onSetup(
            Transport transport, InetSocketAddress source, int senderInitialTermId, int activeTermId, int termOffset) {
        rest.end();
        connections.add(transport, transport.controlOf(source), clock.nowNs());
        // Another sender of the session, at another destination, may count from elsewhere.
        if (senderInitialTermId == initialTermId) {
            long senderPosition = Positions.position(activeTermId, termOffset, bitsToShift, initialTermId);
            connections.onOffered(transport, senderPosition);
            if (isLeftBehindAt(senderPosition)) {
                onSilence();
            }
        }
    }

    /** The endpoint receives by one more transport. Where its sender is known it is answered from now on. */
    void onTransportAdded(Transport transport) {
        rest.end();
        InetSocketAddress control = transport.knownControl();
        if (control != null) {
            connections.add(transport, control, clock.nowNs());
        }
    }

    /** A transport is closed. What it said of the end of the stream does not count any more. */
    void onTransportRemoved(Transport transport) {
        rest.end();
        connections.forget(transport);
        showTransports(clock.nowNs());
        if (end == InboundEnd.NONE) {
            updateEnd();
        }
    }

    /** The round trip was measured. */
    void onRtt(long rttNs) {
        rest.end();
        feedback.onRtt(clock.nowNs(), rttNs);
    }

    /** Does what is due each cycle, and returns how much was done. */
    int onTick(long nowNs) {
        if (isOver || rest.isResting(nowNs)) {
            return 0;
        }
        int workCount = work(nowNs);
        if (isSettled() && rest.begin(nowNs)) {
            rest.endBy(feedback.repetitionDueNs(), nowNs);
            rest.endBy(heardNs + tools.context().settings().imageLivenessTimeoutNs(), nowNs);
        }
        return workCount;
    }

    /** As {@link Outlook#quietNs()}, of this image, when it was looked at in the cycle that began at {@code nowNs}. */
    long quietNs(long nowNs) {
        if (!rest.isResting(nowNs)) {
            return 0;
        }
        return Math.min(
                Outlook.until(feedback.repetitionDueNs(), nowNs),
                Outlook.until(heardNs + tools.context().settings().imageLivenessTimeoutNs(), nowNs));
    }

    private int work(long nowNs) {
        if (nowNs - heardNs >= tools.context().settings().imageLivenessTimeoutNs()) {
            onSilence();
            return 1;
        }
        int workCount = 0;
        if (end == InboundEnd.NONE && !feedback.isRejected()) {
            long consumedPosition = signals.consumedPositionAcquire();
            boolean lossFound = rebuild.track(nowNs, consumedPosition);
            publish();
            feedback.track(nowNs, consumedPosition, lossFound);
            workCount += feedback.sendRttRequest(nowNs);
            if (hasSeenEnd() && rebuild.isComplete()) {
                end(InboundEnd.END_OF_STREAM, true);
            }
        }
        if (end == InboundEnd.NONE || end == InboundEnd.END_OF_STREAM) {
            // Whoever has asked and closed its stream at once is still to be told where it is answered.
            workCount += isMute ? 0 : feedback.sendResponseSetup(nowNs, signals.responseSessionAcquire());
        }
        return isMute ? workCount : workCount + sendStatusMessage(nowNs);
    }

    /** Whether all is there that was sent, and was read. */
    private boolean isSettled() {
        return end == InboundEnd.NONE
                && rebuild.isComplete()
                && signals.consumedPositionAcquire() >= rebuild.position();
    }

    /** Nobody reads it any more. The sender is told so, unless it has ended and there was something to repair. */
    void onUnwanted() {
        end(InboundEnd.UNWANTED, !hasSeenEnd() || rebuild.isComplete());
    }

    /**
     * A subscriber cannot make sense of it. Nothing more is taken, and the sender is told why until the image has timed
     * out. See {@code docs/wire-protocol.md#rejecting-an-image}.
     */
    void reject(String reason) {
        rest.end();
        feedback.reject(reason);
    }

    /** Another image of the same session takes over what is said to the sender. */
    void mute() {
        isMute = true;
    }

    /** Something went wrong that must not happen. The image ends as if its sender were gone. */
    void onFailure(RuntimeException failure) {
        isOver = true;
        if (end == InboundEnd.NONE) {
            end = InboundEnd.SILENT;
            signals.endRelease(end);
        }
        tools.context().errors().onError(failure);
    }

    /** Does not touch the log from here on. */
    void release() {
        signals.releasedRelease();
    }

    private void onData(long position, UnsafeBuffer buffer, int offset, int length) {
        if (end != InboundEnd.NONE) {
            return;
        }
        if (rest.isQuiet(clock.nowNs())) {
            tools.stirring().onStirred();
        }
        rest.onActivity(clock.nowNs());
        rebuild.insert(position, buffer, offset, length);
    }

    /** Of a padding its header alone must be within the limit. If all before it was lost, nothing else tells of that. */
    private void onPaddedOver() {
        if (end == InboundEnd.NONE) {
            rebuild.onSenderPosition(acceptance.limit(feedback.sentPosition()));
        }
    }

    private void publish() {
        if (rebuild.publish()) {
            readers.ring();
        }
    }

    private void onHeartbeat(Transport transport, long position, int flags) {
        tools.counters().heartbeatsReceived().incrementRelease();
        if (end != InboundEnd.NONE) {
            return;
        }
        rebuild.onSenderPosition(position);
        if ((flags & DataFrame.FLAG_END_OF_STREAM) != 0) {
            connections.onEnd(transport, position, (flags & DataFrame.FLAG_REVOKED) != 0);
            updateEnd();
        }
    }

    private void onHeard(Transport transport, InetSocketAddress source, long sentPosition) {
        heardNs = clock.nowNs();
        connections.onFrame(transport, source, heardNs).onSent(sentPosition);
    }

    private int sendStatusMessage(long nowNs) {
        int count = feedback.sendStatusMessage(nowNs);
        if (count > 0) {
            showTransports(nowNs);
        }
        return count;
    }

    private void showTransports(long nowNs) {
        showTransportCount(
                connections.activeCount(nowNs, tools.context().settings().imageLivenessTimeoutNs()));
    }

    private void showTransportCount(int count) {
        if (count != shownTransports) {
            shownTransports = count;
            LogMetadata.activeTransportCountRelease(log.file().metadata(), count);
        }
    }

    private void updateEnd() {
        streamEnd.update();
        if (streamEnd.isRevoked()) {
            end(InboundEnd.REVOKED, true);
        }
    }

    /** Whether there is nothing to be repaired, and all that a sender has to send from a position on would be too far ahead. */
    private boolean isLeftBehindAt(long senderPosition) {
        return end == InboundEnd.NONE
                && !feedback.isRejected()
                && clock.nowNs() - heardNs >= LEFT_BEHIND_NS
                && rebuild.isComplete()
                && senderPosition > rebuild.position() + termLength / 2;
    }

    private void onSilence() {
        isOver = true;
        showTransportCount(0);
        end(InboundEnd.SILENT, false);
    }

    private void end(InboundEnd reason, boolean isSenderTold) {
        if (end != InboundEnd.NONE) {
            return;
        }
        end = reason;
        rest.end();
        tools.stirring().onStirred();
        publish();
        feedback.end(isSenderTold);
        signals.endRelease(reason);
    }
}
