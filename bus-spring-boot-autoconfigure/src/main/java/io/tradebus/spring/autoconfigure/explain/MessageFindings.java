package io.tradebus.spring.autoconfigure.explain;

import java.util.ArrayList;
import java.util.List;

/** Which messages were given up lately, on purpose as it was configured, but given up: by the template and by listeners. */
final class MessageFindings {
    private MessageFindings() {}

    static List<Finding> of(StreamFacts stream) {
        List<Finding> findings = new ArrayList<>();
        if (stream.recent(Count.dropped(stream.name())) > 0) {
            findings.add(dropped(stream));
        }
        for (ListenerFacts listener : stream.listeners()) {
            Count skipped = Count.skipped(stream.name(), listener.id());
            Count deadLettered = Count.deadLettered(stream.name(), listener.id());
            if (stream.recent(skipped) > 0) {
                findings.add(givenUp(stream, listener, skipped, "skipped", "there is no copy"));
            }
            if (stream.recent(deadLettered) > 0) {
                findings.add(
                        givenUp(stream, listener, deadLettered, "passed over", "copies are in the dead-letter stream"));
            }
        }
        return findings;
    }

    private static Finding dropped(StreamFacts stream) {
        Count count = Count.dropped(stream.name());
        PublicationFacts publication = stream.publication();
        String limitedBy = publication == null ? null : publication.limitedBy();
        return Finding.of(
                Topic.MESSAGES,
                stream.name() + " has dropped " + Words.count(stream.recent(count), "message") + Words.LATELY
                        + ", because a subscriber did not keep up and it is configured to drop the newest",
                new Evidence()
                        .with("dropped", stream.total(count))
                        .with("droppedLately", stream.recent(count))
                        .with("limitedBy", limitedBy),
                stream.property("back-pressure"),
                stream.property("term-length"));
    }

    private static Finding givenUp(
            StreamFacts stream, ListenerFacts listener, Count count, String what, String consequence) {
        return Finding.of(
                Topic.MESSAGES,
                "listener " + listener.id() + " has " + what + " " + Words.count(stream.recent(count), "message")
                        + " of " + stream.name() + Words.LATELY + "; " + consequence,
                new Evidence()
                        .with("listener", listener.id())
                        .with("onError", listener.onError())
                        .with(count.what(), stream.total(count))
                        .with(count.what() + "Lately", stream.recent(count)),
                "bus.listeners." + listener.id() + ".on-error");
    }
}
