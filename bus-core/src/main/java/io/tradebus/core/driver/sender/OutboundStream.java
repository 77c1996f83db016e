package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.event.SenderEvents;
import io.tradebus.core.driver.exchange.OutboundLog;
import io.tradebus.core.driver.exchange.OutboundSignals;
import io.tradebus.core.driver.exchange.OutboundStreamSetup;
import io.tradebus.core.driver.exchange.Stirring;
import io.tradebus.core.driver.protocol.FlowControl;
import io.tradebus.core.driver.protocol.ReceiverListener;
import io.tradebus.core.driver.protocol.Resender;
import io.tradebus.core.driver.protocol.Rest;
import io.tradebus.core.driver.protocol.RetransmitSchedule;
import io.tradebus.core.driver.protocol.Rota;
import io.tradebus.core.driver.protocol.StatusMessage;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.idle.Outlook;
import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sends one stream, and takes what its receivers say about it. {@link #send} is called once in each cycle; what arrives
 * comes in between.
 *
 * <p>A stream that has had nothing to send for a while rests. Then {@link #send} looks whether there is a message, which
 * ends the rest at once, and at nothing else.
 */
final class OutboundStream implements Rota.Resting {
    /** How long a stream rests that has failed, so that it does not take the time of the others. */
    private static final long PAUSE_NS = 1_000_000_000;

    /** So much later a stream that rests may see that it was revoked. */
    private static final long REST_NS = 5_000_000;

    private final OutboundStreamSetup setup;
    private final OutboundSignals signals;
    private final FlowControl flowControl;
    private final SendEndpoint endpoint;
    private final StreamOutlet outlet;
    private final OutboundTerms terms;
    private final OutboundProgress progress;
    private final DataSender data;
    private final OutboundSetup setups;
    private final Heartbeats heartbeats;
    private final RetransmitSchedule retransmits;
    private final ReceiverLiveness receivers;
    private final ResponseSetups responses;
    private final Rest rest;
    private final Stirring stirring;

    private boolean wasConnected;
    private boolean hasReceivers;
    private boolean isConnected;
    private int receiverCount;
    private boolean isPaused;
    private long resumeNs;
    /** Where the next message will be while the stream rests. */
    private UnsafeBuffer nextTerm;

    private int nextOffset;

    OutboundStream(OutboundStreamSetup setup, SendEndpoint endpoint, SenderCommons commons) {
        this.setup = setup;
        this.endpoint = endpoint;
        outlet = new StreamOutlet(endpoint, endpoint.hasAskers(setup.log()));
        responses = new ResponseSetups(setup, commons.context().conductor());
        signals = setup.signals();
        flowControl = setup.flowControl();
        SenderContext context = commons.context();
        flowControl.listener(listener(context.events()));
        SenderCounters counters = commons.counters();
        long nowNs = commons.time().nanoTime();
        int maxDatagrams = context.settings().maxMessagesPerSend();
        SendTimestamp timestamp = SendTimestamp.of(
                setup.traits().sendTimestampOffset(), context.clocks().wallClock());
        terms = new OutboundTerms(setup.log(), timestamp);
        progress =
                new OutboundProgress(setup.log().senderPosition(), setup.log().senderLimit());
        data = new DataSender(setup.log(), terms, progress, outlet, commons);
        setups = new OutboundSetup(setup, terms, outlet, nowNs);
        heartbeats = new Heartbeats(setup.log(), terms, outlet, commons.heartbeats(), nowNs);
        Retransmitter retransmitter = new Retransmitter(terms, progress, outlet, maxDatagrams, counters);
        SenderEvents events = context.events();
        retransmits = schedule(setup, (termId, termOffset, length) -> {
            events.onResend(setup.log(), termId, termOffset, length);
            retransmitter.resend(termId, termOffset, length);
        });
        receivers = new ReceiverLiveness(context.settings().connectionTimeoutNs());
        stirring = commons.stirring();
        nextTerm = terms.term(progress.position());
        rest = new Rest(Rest.QUIET_NS, REST_NS, nowNs);
    }

    long registrationId() {
        return setup.log().registrationId();
    }

    int sessionId() {
        return setup.log().sessionId();
    }

    int streamId() {
        return setup.log().streamId();
    }

    OutboundLog log() {
        return setup.log();
    }

    SendEndpoint endpoint() {
        return endpoint;
    }

    StreamOutlet outlet() {
        return outlet;
    }

    OutboundTerms terms() {
        return terms;
    }

    /** Does what is due and returns bytes of data that were sent for the first time. */
    int send(long nowNs) {
        if (rest.isResting(nowNs) && !hasMessage() || isPaused && nowNs - resumeNs < 0) {
            return 0;
        }
        isPaused = false;
        boolean isRevoked = signals.isRevokedAcquire();
        int sent = 0;
        try {
            sent = isRevoked ? 0 : sendSetupAndData(nowNs);
            sendHeartbeat(sent, isRevoked, nowNs);
        } finally {
            // Receivers that are silent go, even if nothing can be sent to them.
            if (sent == 0) {
                onIdle(nowNs);
            }
        }
        retransmits.onTick(nowNs);
        if (sent > 0) {
            onActivity(nowNs);
        } else if (rest.begin(nowNs)) {
            rest.endBy(setups.dueNs(), nowNs);
            rest.endBy(heartbeats.dueNs(), nowNs);
            rest.endBy(receivers.checkNs(), nowNs);
            nextTerm = terms.term(progress.position());
            nextOffset = terms.termOffset(progress.position());
        }
        return sent;
    }

    /** Whether there is nothing to do but to look for a message now and then. */
    @Override
    public boolean isResting(long nowNs) {
        return rest.isResting(nowNs);
    }

    /** As {@link Outlook#quietNs()}, of this stream, when it was looked at in the cycle that began at {@code nowNs}. */
    long quietNs(long nowNs) {
        if (!rest.isResting(nowNs) || hasMessage()) {
            return 0;
        }
        long quietNs = Math.min(setups.untilDueNs(wasConnected, nowNs), retransmits.untilDueNs(nowNs));
        if (wasConnected) {
            quietNs = Math.min(quietNs, Outlook.until(heartbeats.dueNs(), nowNs));
        }
        return hasReceivers ? Math.min(quietNs, Outlook.until(receivers.checkNs(), nowNs)) : quietNs;
    }

    /** Something has happened that more may follow. */
    private void onActivity(long nowNs) {
        if (rest.isQuiet(nowNs)) {
            stirring.onStirred();
        }
        rest.onActivity(nowNs);
    }

    private boolean hasMessage() {
        return DataFrame.frameLengthAcquire(nextTerm, nextOffset) > 0;
    }

    /** Leaves the stream alone for a while. */
    void pause(long nowNs) {
        isPaused = true;
        resumeNs = nowNs + PAUSE_NS;
    }

    /** The log is not touched from now on. */
    void release() {
        signals.releasedRelease();
    }

    /** Takes a message that asks for a SETUP. */
    void onSetupRequest(StatusMessage message, InetSocketAddress source, long nowNs) {
        onActivity(nowNs);
        if (!signals.isEndOfStreamAcquire() && !signals.isRevokedAcquire()) {
            outlet.onSetupRequest(source);
            setups.elicit();
            flowControl.onSetupRequest(message, nowNs);
        }
    }

    /** Takes a message that says how far a receiver is. Returns false if that cannot be true. */
    boolean onStatusMessage(StatusMessage message, long nowNs) {
        if (!message.isPlausible(progress.position(), terms.termLength())) {
            return false;
        }
        if (message.isEndOfStream()) {
            receivers.remove(message.receiverId());
            if (!setup.traits().isGroup()) {
                signals.unicastEndHeardRelease();
            }
        } else {
            receivers.onHeard(message.receiverId(), nowNs);
        }
        if (!hasReceivers) {
            onActivity(nowNs);
        }
        wasConnected = true;
        progress.limit(flowControl.onStatusMessage(message, progress.limit(), nowNs));
        publishReceivers();
        return true;
    }

    RetransmitSchedule.Outcome onNak(int termId, int termOffset, int length, long nowNs) {
        onActivity(nowNs);
        setup.log().naksReceived().incrementRelease();
        int termLength = terms.termLength();
        return retransmits.onNak(
                termId, termOffset, length, termLength, flowControl.maxRetransmitLength(termLength), nowNs);
    }

    /** A responder names the session in which it answers what this stream asks. */
    void onResponseSetup(int responseSessionId, long nowNs) {
        responses.onResponseSetup(responseSessionId, nowNs);
    }

    /**
     * A receiver refuses the stream.
     *
     * @param groupTag means nothing without {@code hasGroupTag}
     * @return whether it is news
     */
    boolean onReceiverError(long receiverId, boolean hasGroupTag, long groupTag, long nowNs) {
        onActivity(nowNs);
        flowControl.onReceiverError(receiverId, hasGroupTag, groupTag, nowNs);
        boolean wasKnown = receivers.remove(receiverId);
        publishReceivers();
        return wasKnown;
    }

    private int sendSetupAndData(long nowNs) {
        if (setups.isDue(wasConnected, nowNs)) {
            sendSetup(nowNs);
        }
        return data.send(hasReceivers);
    }

    private void sendSetup(long nowNs) {
        if (setups.send(progress.position(), hasReceivers, nowNs)) {
            flowControl.onSetupSent(progress.limit(), nowNs);
        }
    }

    private void sendHeartbeat(int bytesSent, boolean isRevoked, long nowNs) {
        if (bytesSent > 0) {
            heartbeats.onDataSent(nowNs);
        } else if (wasConnected && heartbeats.isDue(nowNs)) {
            heartbeats.send(progress.position(), heartbeatFlags(isRevoked), nowNs);
        }
    }

    private void onIdle(long nowNs) {
        progress.limit(flowControl.onIdle(progress.limit(), nowNs));
        receivers.removeSilent(nowNs);
        publishReceivers();
        if (!hasReceivers) {
            followSpy();
        }
    }

    private int heartbeatFlags(boolean isRevoked) {
        if (isRevoked) {
            return Heartbeats.REVOKED;
        }
        boolean isEndSaid = setup.traits().isEndOfStreamSent() && signals.isEndOfStreamAcquire();
        return isEndSaid ? Heartbeats.ENDED : Heartbeats.OPEN;
    }

    /** With nobody to send to, what spies have read counts as sent. */
    private void followSpy() {
        long spyPosition = signals.spyPositionAcquire();
        if (spyPosition != OutboundSignals.NO_SPY) {
            progress.position(Math.max(progress.position(), spyPosition));
            progress.limit(progress.position());
        }
    }

    private void publishReceivers() {
        if (receivers.hasReceivers() != hasReceivers) {
            hasReceivers = !hasReceivers;
            signals.hasReceiversRelease(hasReceivers);
            stirring.onStirred();
        }
        if ((hasReceivers && flowControl.hasRequiredReceivers()) != isConnected) {
            isConnected = !isConnected;
            signals.isConnectedRelease(isConnected);
            stirring.onStirred();
        }
        if (flowControl.receiverCount() != receiverCount) {
            receiverCount = flowControl.receiverCount();
            if (setup.receiverCount() != null) {
                setup.receiverCount().setRelease(receiverCount);
            }
        }
    }

    private ReceiverListener listener(SenderEvents events) {
        return new ReceiverListener() {
            @Override
            public void onAdded(long receiverId, int receivers) {
                events.onReceiverAdded(setup.log(), receiverId, receivers);
            }

            @Override
            public void onRemoved(long receiverId, int receivers) {
                events.onReceiverRemoved(setup.log(), receiverId, receivers);
            }
        };
    }

    private static RetransmitSchedule schedule(OutboundStreamSetup setup, Resender resender) {
        OutboundStreamSetup.Retransmits rules = setup.retransmits();
        return setup.traits().isGroup()
                ? RetransmitSchedule.forManyReceivers(rules.maxResend(), rules.delayNs(), rules.lingerNs(), resender)
                : RetransmitSchedule.forOneReceiver(rules.delayNs(), rules.lingerNs(), resender);
    }
}
