package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.ReceiverView;
import io.tradebus.core.runtime.SenderView;
import io.tradebus.core.runtime.StreamLoss;
import java.util.ArrayList;
import java.util.List;

/** Where datagrams get lost. */
final class LossFindings {
    private LossFindings() {}

    static List<Finding> of(StreamFacts stream, DriverFacts driver) {
        List<Finding> findings = new ArrayList<>();
        for (ListenerFacts listener : stream.listeners()) {
            for (ListenerSession session : listener.sessions()) {
                ReceiverView receiver = session.receiver();
                StreamLoss loss = stream.lossOf(session.sessionId());
                if (receiver != null && (loss != null || receiver.naksSent() > 0 || receiver.behindGap() > 0)) {
                    findings.add(ofSession(stream, new Lossy(listener, session, receiver), driver));
                }
            }
        }
        PublicationFacts publication = stream.publication();
        SenderView sender = publication == null ? null : publication.sender();
        if (sender != null && sender.naksReceived() > 0) {
            findings.add(ofPublisher(stream, sender, driver));
        }
        return findings;
    }

    // ---- what arrives

    private record Lossy(ListenerFacts listener, ListenerSession session, ReceiverView receiver) {}

    private static Finding ofSession(StreamFacts stream, Lossy lossy, DriverFacts driver) {
        ListenerSession session = lossy.session;
        StreamLoss loss = stream.lossOf(session.sessionId());
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
        SystemFacts system = driver.system();
        if (system.receiveDrops() > 0) {
            return new Cause(
                    "this system has dropped " + Words.count(system.receiveDrops(), "datagram")
                            + " since the application started because a receive buffer was full",
                    "bus.driver.socket.receive-buffer",
                    SystemFindings.RECEIVE_LIMIT);
        } else if (driver.count(SystemCounter.FLOW_CONTROL_OVER_RUNS) > 0) {
            return new Cause(
                    Words.count(driver.count(SystemCounter.FLOW_CONTROL_OVER_RUNS), "datagram")
                            + " from above the window had to be dropped, which happens when the publisher waits for"
                            + " the fastest receiver only",
                    stream.property("flow-control") + " of the publisher",
                    stream.property("receiver-window"));
        } else if (driver.count(SystemCounter.RECEIVER_CYCLE_TIME_EXCEEDED) > 0) {
            return new Cause(
                    "the driver's receiver was held up "
                            + Words.times(driver.count(SystemCounter.RECEIVER_CYCLE_TIME_EXCEEDED)),
                    "bus.driver.threading",
                    "bus.driver.receiver.idle-strategy");
        }
        return new Cause("nothing of this host accounts for it, so they are lost in the network in between");
    }

    // ---- what is sent

    private static Finding ofPublisher(StreamFacts stream, SenderView sender, DriverFacts driver) {
        long shortSends = driver.count(SystemCounter.SHORT_SENDS);
        String text = "receivers of " + stream.name() + " have asked " + Words.times(sender.naksReceived())
                + " for datagrams that were lost; "
                + (shortSends > 0
                        ? "this system did not take " + Words.count(shortSends, "send") + " of the driver"
                        : "this host has sent everything, so they are lost in the network or by the receivers' hosts");
        Evidence evidence = new Evidence()
                .with("localAddresses", sender.localAddresses())
                .with("naksReceived", sender.naksReceived())
                .with("retransmits", driver.count(SystemCounter.RETRANSMITS_SENT))
                .with("retransmittedBytes", driver.count(SystemCounter.RETRANSMITTED_BYTES))
                .with("shortSends", shortSends);
        return shortSends > 0
                ? Finding.of(Topic.LOSS, text, evidence, "bus.driver.socket.send-buffer", SystemFindings.SEND_LIMIT)
                : Finding.of(Topic.LOSS, text, evidence, "bus.driver.socket.receive-buffer of the receivers' hosts");
    }
}
