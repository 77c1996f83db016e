package io.tradebus.spring.autoconfigure.explain;

import java.util.ArrayList;
import java.util.List;

/** What is said where nothing is wrong: one sentence. */
final class WellFindings {
    private WellFindings() {}

    static Finding of(StreamFacts stream) {
        PublicationFacts publication = stream.publication();
        List<ListenerFacts> reading = stream.listeners().stream()
                .filter(listener -> listener.reception() != null)
                .toList();
        List<String> parts = new ArrayList<>();
        Evidence evidence = new Evidence();
        if (publication != null) {
            parts.add("its subscribers take what is published, with " + Words.percent(publication.used())
                    + " of the window in use");
            evidence.with("position", publication.position())
                    .with("windowUsed", Words.percent(publication.used()))
                    .with("subscribersHere", publication.subscribers());
        }
        RequesterFacts requester = stream.requester();
        if (requester != null) {
            parts.add("its responder replies, and "
                    + Words.count(requester.counts().inFlight(), "request")
                    + (requester.counts().inFlight() == 1 ? " waits" : " wait"));
            evidence.with("sent", requester.counts().sent())
                    .with("replied", requester.counts().replied());
        }
        for (ListenerFacts listener : reading) {
            parts.add("listener " + listener.id() + " reads "
                    + Words.count(listener.sessions().size(), "session") + " and is " + Words.bytes(listener.lag())
                    + " behind");
        }
        String text = parts.isEmpty()
                ? stream.name() + " is neither published nor listened to by this application at the moment"
                : stream.name() + " is well: " + String.join("; ", parts);
        return Finding.of(Topic.WELL, text, evidence);
    }

    static Finding of(DriverFacts driver) {
        return Finding.of(
                Topic.WELL,
                "the driver is well: it gave a sign of life "
                        + Words.age(Math.max(0, driver.status().heartbeatAgeMs()))
                        + " ago and has recorded no error; files, counters and sockets have room",
                new Evidence()
                        .with("directory", driver.status().directory().toString())
                        .counted("usableBytes", driver.status().usableBytes())
                        .with("countersUsed", driver.countersUsed())
                        .with("countersCapacity", driver.countersCapacity()));
    }
}
