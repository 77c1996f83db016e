package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.runtime.ConnectionDiagnosis;
import io.tradebus.core.runtime.ReceptionView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why one side of a stream is without the other. */
final class ConnectionFindings {
    private ConnectionFindings() {}

    static List<Finding> of(StreamFacts stream) {
        List<Finding> findings = new ArrayList<>();
        PublicationFacts publication = stream.publication();
        if (publication != null && publication.notConnected() != null) {
            findings.add(ofPublisher(stream, publication, publication.notConnected()));
        }
        for (ListenerFacts listener : stream.listeners()) {
            ReceptionView reception = listener.reception();
            if (reception != null && reception.notConnected() != null) {
                findings.add(
                        stream.isUnused() && reception.notConnected().reason() == ConnectionDiagnosis.Reason.NOBODY_HERE
                                ? ofUnused(stream, listener)
                                : ofListener(stream, listener, reception, reception.notConnected()));
            }
        }
        return findings;
    }

    /** Nothing is wrong. */
    private static Finding ofUnused(StreamFacts stream, ListenerFacts listener) {
        boolean isOfRequests = stream.definition().replies() != null;
        return Finding.of(
                Topic.WELL,
                "nobody has " + (isOfRequests ? "sent a request" : "published") + " to " + stream.name()
                        + " yet; this application opens its " + (isOfRequests ? "requester" : "publication")
                        + " with the first message, and listener " + listener.id() + " waits for it",
                new Evidence()
                        .with("listener", listener.id())
                        .with("channel", stream.definition().channel())
                        .with("streamId", stream.definition().streamId()));
    }

    private static Finding ofPublisher(
            StreamFacts stream, PublicationFacts publication, ConnectionDiagnosis diagnosis) {
        var sender = publication.sender();
        return Finding.of(
                Topic.NOT_CONNECTED,
                stream.name() + " has no subscriber: " + diagnosis.text(),
                evidence(stream, stream.definition().channel(), diagnosis)
                        .with("localAddresses", sender == null ? null : sender.localAddresses())
                        .with("offersNotConnected", publication.offers().notConnected()),
                properties(stream, diagnosis.reason()));
    }

    private static Finding ofListener(
            StreamFacts stream, ListenerFacts listener, ReceptionView reception, ConnectionDiagnosis diagnosis) {
        return Finding.of(
                Topic.NOT_CONNECTED,
                "listener " + listener.id() + " has no publisher of " + stream.name() + ": " + diagnosis.text(),
                evidence(stream, stream.definition().subscriptionChannel(), diagnosis)
                        .with("listener", listener.id())
                        .with("localAddresses", reception.isNetwork() ? reception.localAddresses() : null),
                properties(stream, diagnosis.reason()));
    }

    private static Evidence evidence(StreamFacts stream, @Nullable String channel, ConnectionDiagnosis diagnosis) {
        return new Evidence()
                .with("reason", Words.of(diagnosis.reason()))
                .with("channel", channel)
                .with("streamId", stream.definition().streamId());
    }

    /** What of this side may be wrong; nothing where only the other side can do something. */
    private static String[] properties(StreamFacts stream, ConnectionDiagnosis.Reason reason) {
        return switch (reason) {
            case DRIVER_AWAY -> new String[] {"bus.driver.mode", "bus.driver.directory"};
            case NOBODY_HERE, OTHER_STREAMS, NO_OFFER ->
                new String[] {stream.property("stream-id"), stream.property("channel")};
            case CHANNEL_FAILED, NOT_ANSWERED, NOTHING_HEARD ->
                new String[] {stream.property("channel"), stream.property("interface")};
            case NOT_ANNOUNCED -> new String[] {stream.property("control"), stream.property("control-mode")};
            case PORT_CLOSED, NOT_TOLD -> new String[] {stream.property("channel")};
            case GROUP_INCOMPLETE -> new String[] {stream.property("flow-control")};
            case OFFER_REFUSED ->
                new String[] {stream.property("receiver-window"), stream.property("mtu"), stream.property("term-length")
                };
            case NOT_OFFERED -> new String[] {"bus.driver.threading", "bus.driver.sender.idle-strategy"};
            case CHANNEL_OPENING, SILENT -> new String[0];
        };
    }
}
