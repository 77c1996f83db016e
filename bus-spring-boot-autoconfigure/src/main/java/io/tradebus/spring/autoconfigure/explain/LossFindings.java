package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.ReceiverView;
import io.tradebus.core.runtime.SenderView;
import io.tradebus.core.runtime.StreamLoss;
import java.util.ArrayList;
import java.util.List;

/**
 * Where datagrams got lost lately. What the driver counts as a whole may be another stream's, so it accounts for a loss only
 * as far as it is as new.
 */
final class LossFindings {
    private LossFindings() {}

    static List<Finding> of(StreamFacts stream, DriverFacts driver) {
        List<Finding> findings = new ArrayList<>();
        for (ListenerFacts listener : stream.listeners()) {
            for (ListenerSession session : listener.sessions()) {
                ReceiverView receiver = session.receiver();
                if (receiver != null && isLossy(stream, session, receiver)) {
                    findings.add(ofSession(stream, new Lossy(listener, session, receiver), driver));
                }
            }
        }
        PublicationFacts publication = stream.publication();
        SenderView sender = publication == null ? null : publication.sender();
        if (sender != null && stream.recent(Count.naksReceived(stream.name())) > 0) {
            findings.add(ofPublisher(stream, sender, driver));
        }
        return findings;
    }

    // ---- what arrives

    private static boolean isLossy(StreamFacts stream, ListenerSession session, ReceiverView receiver) {
        return receiver.behindGap() > 0
                || stream.recent(Count.naksSent(stream.name(), session.sessionId())) > 0
                || stream.recentLossOf(session.sessionId()) != null;
    }

    private record Lossy(ListenerFacts listener, ListenerSession session, ReceiverView receiver) {}

    private static Finding ofSession(StreamFacts stream, Lossy lossy, DriverFacts driver) {
        ListenerSession session = lossy.session;
        StreamLoss loss = stream.recentLossOf(session.sessionId());
        long missing = lossy.receiver.behindGap();
        Cause cause = causeOfReceiving(stream, driver);
        String text = "datagrams of " + stream.name() + " from " + session.source()
                + " get lost on their way to listener "
                + lossy.listener.id()
                + (loss == null ? "" : ": " + Words.bytes(loss.bytes()) + " in " + losses(loss))
                + (missing == 0 ? ", nothing is missing now" : ", " + Words.bytes(missing) + " wait behind a gap now")
                + "; " + cause.text;
        return Finding.of(
                Topic.LOSS,
                text,
                new Evidence()
                        .with("source", session.source())
                        .with("sessionId", session.sessionId())
                        .counted("naksSent", lossy.receiver.naksSent())
                        .with("behindGap", missing)
                        .with("losses", loss == null ? null : loss.observations())
                        .with("lostBytes", loss == null ? null : loss.bytes())
                        .with(
                                "lastLossAge",
                                loss == null ? null : Words.age(Math.max(0, stream.nowMs() - loss.lastMs())))
                        .with("receiveBufferDrops", driver.system().receiveDrops())
                        .with("slowReceiverCycles", driver.count(SystemCounter.RECEIVER_CYCLE_TIME_EXCEEDED))
                        .with("aboveWindow", driver.count(SystemCounter.FLOW_CONTROL_OVER_RUNS))
                        .with("gapsGivenUp", driver.count(SystemCounter.LOSS_GAP_FILLS)),
                cause.change);
    }

    private static String losses(StreamLoss loss) {
        return loss.observations() == 1 ? "one loss" : loss.observations() + " losses";
    }

    /** The likeliest place, as far as counters tell. */
    private record Cause(String text, String... change) {}

    private static Cause causeOfReceiving(StreamFacts stream, DriverFacts driver) {
        long drops = driver.tally().recent(Count.RECEIVE_DROPS);
        long aboveWindow = driver.recent(SystemCounter.FLOW_CONTROL_OVER_RUNS);
        long slowCycles = driver.recent(SystemCounter.RECEIVER_CYCLE_TIME_EXCEEDED);
        if (drops > 0) {
            return new Cause(
                    "this system has dropped " + Words.count(drops, "datagram") + Words.LATELY
                            + " because a receive buffer was full",
                    "bus.driver.socket.receive-buffer",
                    SystemFindings.RECEIVE_LIMIT);
        } else if (aboveWindow > 0) {
            return new Cause(
                    Words.count(aboveWindow, "datagram") + " of any stream from above the window had to be dropped"
                            + Words.LATELY
                            + ", which happens when the publisher waits for the fastest receiver only",
                    stream.property("flow-control") + " of the publisher",
                    stream.property("receiver-window"));
        } else if (slowCycles > 0) {
            return new Cause(
                    "the driver's receiver was held up " + Words.times(slowCycles) + Words.LATELY,
                    "bus.driver.threading",
                    "bus.driver.receiver.idle-strategy");
        }
        return new Cause("nothing of this host accounts for it, so they are lost in the network in between");
    }

    // ---- what is sent

    private static Finding ofPublisher(StreamFacts stream, SenderView sender, DriverFacts driver) {
        long shortSends = driver.recent(SystemCounter.SHORT_SENDS);
        long naks = stream.recent(Count.naksReceived(stream.name()));
        String text = "receivers of " + stream.name() + " have asked " + Words.times(naks) + Words.LATELY
                + " for datagrams that were lost; "
                + (shortSends > 0
                        ? "this system did not take " + Words.count(shortSends, "send") + " of the driver"
                        : "this host has sent everything, so they are lost in the network or by the receivers' hosts");
        Evidence evidence = new Evidence()
                .with("localAddresses", sender.localAddresses())
                .with("naksReceived", sender.naksReceived())
                .with("retransmits", driver.count(SystemCounter.RETRANSMITS_SENT))
                .with("retransmittedBytes", driver.count(SystemCounter.RETRANSMITTED_BYTES))
                .with("shortSends", driver.count(SystemCounter.SHORT_SENDS));
        return shortSends > 0
                ? Finding.of(Topic.LOSS, text, evidence, "bus.driver.socket.send-buffer", SystemFindings.SEND_LIMIT)
                : Finding.of(Topic.LOSS, text, evidence, "bus.driver.socket.receive-buffer of the receivers' hosts");
    }
}
