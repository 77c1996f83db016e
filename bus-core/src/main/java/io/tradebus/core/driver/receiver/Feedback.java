package io.tradebus.core.driver.receiver;

import io.tradebus.core.driver.exchange.InboundSignals;
import io.tradebus.core.driver.protocol.CongestionControl;
import io.tradebus.core.driver.protocol.StatusMessageSchedule;
import io.tradebus.core.format.frame.StatusMessageFrame;

/**
 * Tells the sender of one image how much more is taken, and that nothing more is when the image ends or a subscriber
 * rejects it. See {@code docs/wire-protocol.md#when-an-sm-is-sent}.
 */
final class Feedback {
    /** Nanoseconds after which no answer comes any more: the sender is taken for gone by then. */
    private static final long MAX_RTT_NS = Connection.INACTIVITY_NS;

    private final ReceiverTools tools;
    private final ImageFrames frames;
    private final Connections connections;
    private final CongestionControl congestion;
    private final StatusMessageSchedule schedule;
    private int flags;
    private boolean isEndToBeTold;

    Feedback(
            ReceiverTools tools,
            ImageFrames frames,
            Connections connections,
            CongestionControl congestion,
            long joinPosition) {
        this.tools = tools;
        this.frames = frames;
        this.connections = connections;
        this.congestion = congestion;
        schedule = new StatusMessageSchedule(
                joinPosition,
                congestion.windowLength(),
                tools.context().settings().statusMessageTimeoutNs());
    }

    /** The position of the last status message that was sent, or where the image begins. */
    long sentPosition() {
        return schedule.sentPosition();
    }

    /**
     * Looks whether there is news for the sender.
     *
     * @param consumedPosition up to which all subscribers have consumed
     * @param lossFound whether something is missing that was not missed before
     */
    void track(long nowNs, long consumedPosition, boolean lossFound) {
        boolean isForced = congestion.onTrack(nowNs, consumedPosition, schedule.position(), lossFound);
        schedule.onTrack(consumedPosition, congestion.windowLength(), isForced);
    }

    /** Has status messages repeat what the last one said from now on, the first at once. */
    void end(boolean isDone) {
        flags = isDone ? StatusMessageFrame.FLAG_END_OF_STREAM : 0;
        isEndToBeTold = true;
        schedule.onTrack(schedule.position(), schedule.windowLength(), true);
    }

    /**
     * Tells the sender in which session it is answered, each time before a status message is repeated, and before the one
     * from which it learns that all has arrived: a sender that has ended its stream is gone soon after.
     *
     * @param responseSessionId the session, or {@link InboundSignals#NO_RESPONSE}
     * @return how many frames were sent
     */
    int sendResponseSetup(long nowNs, long responseSessionId) {
        boolean isDue = responseSessionId != InboundSignals.NO_RESPONSE
                && !isRejected()
                && (isEndToBeTold || schedule.isRepetitionDue(nowNs))
                && connections.isAnyActive(nowNs);
        return isDue && frames.sendResponseSetup(nowNs, (int) responseSessionId) ? 1 : 0;
    }

    /** From now on the sender gets the reason in place of status messages. */
    void reject(String reason) {
        frames.reject(reason);
    }

    boolean isRejected() {
        return frames.isRejected();
    }

    /** When the last status message is to be repeated. */
    long repetitionDueNs() {
        return schedule.repetitionDueNs();
    }

    /** Sends a status message or what is sent in its place if one is due, and returns how many were sent. */
    int sendStatusMessage(long nowNs) {
        if (!schedule.isDue(nowNs) || !connections.isAnyActive(nowNs)) {
            return 0;
        }
        // A message that the port does not take is lost like one on the way: it is repeated when it is time.
        schedule.onSent(nowNs);
        isEndToBeTold = false;
        if (frames.isRejected()) {
            return sendRejection(nowNs);
        }
        if (!frames.sendStatusMessage(nowNs, flags, schedule.position(), schedule.windowLength())) {
            return 0;
        }
        tools.counters().statusMessagesSent().incrementRelease();
        return 1;
    }

    private int sendRejection(long nowNs) {
        if (!frames.sendRejection(nowNs)) {
            return 0;
        }
        tools.counters().errorFramesSent().incrementRelease();
        return 1;
    }

    /** Measures the round trip if congestion control wants to know it, and returns how many questions were sent. */
    int sendRttRequest(long nowNs) {
        if (!congestion.shouldMeasureRtt(nowNs) || !connections.isAnyActive(nowNs)) {
            return 0;
        }
        congestion.onRttSent(nowNs);
        return frames.sendRttRequest(nowNs, tools.clock().preciseNs()) ? 1 : 0;
    }

    /** The round trip was measured; a peer may answer anything. */
    void onRtt(long nowNs, long rttNs) {
        if (rttNs >= 0 && rttNs < MAX_RTT_NS) {
            congestion.onRtt(nowNs, rttNs);
        }
    }
}
