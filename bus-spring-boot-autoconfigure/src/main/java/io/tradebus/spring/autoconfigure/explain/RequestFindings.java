package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.client.request.RequestCounts;
import io.tradebus.core.runtime.ReplyCounts;
import java.util.ArrayList;
import java.util.List;

/** Why requests are not sent or were lately not replied to, and whose replies went nowhere lately. */
final class RequestFindings {
    private RequestFindings() {}

    static List<Finding> of(StreamFacts stream) {
        List<Finding> findings = new ArrayList<>();
        RequesterFacts requester = stream.requester();
        if (requester != null) {
            addRequests(findings, stream, requester);
        }
        for (ListenerFacts listener : stream.listeners()) {
            ReplyCounts replies = listener.replies();
            if (replies != null) {
                addReplies(findings, stream, listener, replies);
            }
        }
        return findings;
    }

    // ---- who asks

    private static void addRequests(List<Finding> findings, StreamFacts stream, RequesterFacts requester) {
        RequestCounts counts = requester.counts();
        if (!requester.isConnected()) {
            findings.add(withoutResponder(stream, requester));
        } else if (counts.inFlight() >= requester.maxInFlight()) {
            findings.add(finding(
                    stream,
                    requester,
                    "as many requests to " + stream.name() + " wait for their replies as may be ("
                            + requester.maxInFlight() + "), so that others are rejected",
                    stream.property("request.max-in-flight"),
                    stream.property("request.timeout")));
        }
        long sent = stream.recent(ExchangeCounts.sent(stream.name()));
        long timedOut = stream.recent(ExchangeCounts.timedOut(stream.name()));
        long late = stream.recent(ExchangeCounts.late(stream.name()));
        if (timedOut > 0 || late > 0) {
            findings.add(finding(
                    stream,
                    requester,
                    Words.count(timedOut, "request") + " to " + stream.name() + of(sent, timedOut)
                            + " had no reply in time" + Words.LATELY + ", and "
                            + Words.count(late, "reply", "replies")
                            + " came after the end of their requests: the responder is slow, fails, or does not reply",
                    stream.property("request.timeout")));
        }
        long lost = stream.recent(ExchangeCounts.lost(stream.name()));
        if (lost > 0) {
            findings.add(finding(
                    stream,
                    requester,
                    Words.count(lost, "request") + " to " + stream.name() + of(sent, lost) + " ended" + Words.LATELY
                            + " with a responder that went away or began anew"));
        }
        long unknown = stream.recent(ExchangeCounts.unknown(stream.name()));
        if (unknown > 0) {
            findings.add(finding(
                    stream,
                    requester,
                    Words.count(unknown, "reply", "replies") + " of " + stream.name() + Words.LATELY
                            + " came to nothing that was asked: the responder must send the reserved value of a request"
                            + " back with its reply"));
        }
    }

    /** Of how many; nothing if some of them were sent before that was counted. */
    private static String of(long sent, long count) {
        return sent > 0 && sent >= count ? " of " + sent : "";
    }

    private static Finding withoutResponder(StreamFacts stream, RequesterFacts requester) {
        String refusal = requester.lastRefusal();
        if (refusal != null && stream.recent(ExchangeCounts.refused(stream.name())) > 0) {
            return finding(
                    stream,
                    requester,
                    "nobody can ask by " + stream.name() + ": " + refusal,
                    stream.property("channel"),
                    stream.property("request.reply-control"));
        }
        return finding(
                stream,
                requester,
                "nobody replies to requests of " + stream.name()
                        + ", so that they are rejected: there is no responder, or it replies elsewhere",
                stream.property("channel"),
                stream.property("stream-id"),
                stream.property("request.reply-stream-id"),
                stream.property("request.reply-control"));
    }

    private static Finding finding(StreamFacts stream, RequesterFacts requester, String text, String... change) {
        RequestCounts counts = requester.counts();
        return Finding.of(
                Topic.REQUESTS,
                text,
                new Evidence()
                        .with("stream", stream.name())
                        .with("connected", requester.isConnected())
                        .with("inFlight", counts.inFlight())
                        .with("maxInFlight", requester.maxInFlight())
                        .with("sent", counts.sent())
                        .with("replied", counts.replied())
                        .with("timedOut", counts.timedOut())
                        .with("lost", counts.lost())
                        .with("rejected", counts.rejected())
                        .with("late", counts.late())
                        .with("unknown", counts.unknown())
                        .with("refused", counts.refused()),
                change);
    }

    // ---- who replies

    private static void addReplies(
            List<Finding> findings, StreamFacts stream, ListenerFacts listener, ReplyCounts replies) {
        Evidence evidence = new Evidence()
                .with("listener", listener.id())
                .with("sent", replies.sent())
                .with("gone", replies.gone())
                .with("refused", replies.refused());
        long refused = stream.recent(ExchangeCounts.refused(stream.name(), listener.id()));
        if (refused > 0) {
            findings.add(Finding.of(
                    Topic.REQUESTS,
                    "the driver has refused " + Words.times(refused) + Words.LATELY + " what listener " + listener.id()
                            + " replies by, the last time since " + replies.lastRefusal(),
                    evidence,
                    stream.property("request.reply-control"),
                    stream.property("request.reply-stream-id")));
        }
        long gone = stream.recent(ExchangeCounts.gone(stream.name(), listener.id()));
        if (gone > 0) {
            findings.add(Finding.of(
                    Topic.REQUESTS,
                    Words.count(gone, "reply", "replies") + " of listener " + listener.id() + Words.LATELY
                            + " went to nobody: who asked had gone, or has sent messages that are no requests",
                    evidence));
        }
    }
}
