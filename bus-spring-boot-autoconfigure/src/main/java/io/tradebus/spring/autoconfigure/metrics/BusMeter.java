package io.tradebus.spring.autoconfigure.metrics;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The meters there are. Each has one fixed set of tag keys, since a registry may refuse a name that comes with different
 * ones; only {@code bus.metrics.per-session} adds the key {@code session} to two of them.
 */
enum BusMeter {
    DRIVER_ACTIVE("bus.driver.active", Kind.GAUGE, "Whether the driver is connected and alive: 1 or 0", null, "mode"),
    DRIVER_HEARTBEAT_AGE(
            "bus.driver.heartbeat.age", Kind.TIME_GAUGE, "Time since the driver's last sign of life", null, "mode"),
    DRIVER_ERRORS("bus.driver.errors", Kind.COUNTER, "Errors the driver has recorded", null, "mode"),
    DRIVER_CYCLE_MAX(
            "bus.driver.cycle.max", Kind.TIME_GAUGE, "Longest duty cycle of an agent of the driver", null, "agent"),
    DRIVER_STORAGE(
            "bus.driver.storage",
            Kind.GAUGE,
            "Files the driver has mapped, and what their file system has left",
            "bytes",
            "state"),
    NETWORK_BYTES(
            "bus.network.bytes", Kind.COUNTER, "Bytes sent to and received from the network", "bytes", "direction"),
    NETWORK_NAKS("bus.network.naks", Kind.COUNTER, "Requests for lost data", null, "direction"),
    NETWORK_RETRANSMITS(
            "bus.network.retransmits", Kind.COUNTER, "Datagrams sent again because they were asked for", null),
    NETWORK_INVALID("bus.network.invalid", Kind.COUNTER, "Datagrams received that no frame can be read from", null),
    NETWORK_SHORT_SENDS(
            "bus.network.short.sends", Kind.COUNTER, "Sends of which the system took less than it was given", null),
    NETWORK_LOSS("bus.network.loss", Kind.COUNTER, "Gaps given up, on unreliable streams", "gaps"),
    PUBLICATION_BYTES(
            "bus.publication.bytes",
            Kind.COUNTER,
            "Position of the publication: bytes appended with headers and padding, by all who share its log",
            "bytes",
            "stream"),
    PUBLICATION_OFFERS(
            "bus.publication.offers", Kind.COUNTER, "Offers and claims by their outcome", null, "stream", "result"),
    PUBLICATION_WINDOW_USED(
            "bus.publication.window.used",
            Kind.GAUGE,
            "How far the slowest subscriber is behind, of what it may be: from 0 to 1",
            null,
            "stream"),
    PUBLICATION_SUBSCRIBERS(
            "bus.publication.subscribers", Kind.GAUGE, "Subscribers on this host", "subscribers", "stream"),
    PUBLICATION_BLOCKED(
            "bus.publication.blocked", Kind.TIMER, "Sends that had to wait, and how long they waited", null, "stream"),
    PUBLICATION_DROPPED(
            "bus.publication.dropped",
            Kind.COUNTER,
            "Messages the template gave up, on streams that are configured to drop",
            null,
            "stream"),
    REQUESTS_SENT("bus.requests.sent", Kind.COUNTER, "Requests that were published", "requests", "stream"),
    REQUESTS_ENDED(
            "bus.requests.ended",
            Kind.COUNTER,
            "Requests by how they ended; each that was sent ends once, and one that is rejected was not sent",
            "requests",
            "stream",
            "result"),
    REQUESTS_IN_FLIGHT(
            "bus.requests.in.flight", Kind.GAUGE, "Requests that wait for their replies", "requests", "stream"),
    REQUESTS_CONNECTED("bus.requests.connected", Kind.GAUGE, "Whether a responder is there: 1 or 0", null, "stream"),
    REQUESTS_UNEXPECTED(
            "bus.requests.unexpected",
            Kind.COUNTER,
            "Replies that came after the end of their request, or to nothing that was asked",
            "replies",
            "stream",
            "kind"),
    REQUESTS_REFUSED(
            "bus.requests.refused", Kind.COUNTER, "Times the driver refused the channels of requests", null, "stream"),
    REPLIES(
            "bus.replies",
            Kind.COUNTER,
            "Replies of a listener: sent, or for nobody since who asked is gone or never waited",
            "replies",
            "stream",
            "listener",
            "result"),
    REPLIES_REFUSED(
            "bus.replies.refused",
            Kind.COUNTER,
            "Times the driver refused what a listener replies by",
            null,
            "stream",
            "listener"),
    SUBSCRIPTION_LAG(
            "bus.subscription.lag",
            Kind.GAUGE,
            "Bytes published but not committed, in the session with most of them",
            "bytes",
            "stream",
            "listener"),
    SUBSCRIPTION_LAG_RATIO(
            "bus.subscription.lag.ratio",
            Kind.GAUGE,
            "The lag as a part of the publisher's window: from 0 to 1",
            null,
            "stream",
            "listener"),
    SUBSCRIPTION_SESSIONS(
            "bus.subscription.sessions",
            Kind.GAUGE,
            "Publishers' sessions being read",
            "sessions",
            "stream",
            "listener"),
    LISTENER_MESSAGES(
            "bus.listener.messages",
            Kind.COUNTER,
            "Messages by what became of them; failure counts each failed delivery",
            null,
            "stream",
            "listener",
            "result"),
    LISTENER_BYTES("bus.listener.bytes", Kind.COUNTER, "Bytes of messages handled", "bytes", "stream", "listener"),
    LISTENER_RETRIES(
            "bus.listener.retries", Kind.COUNTER, "Deliveries of messages that had failed", null, "stream", "listener"),
    LISTENER_ABORTS(
            "bus.listener.aborts", Kind.COUNTER, "Times a handler answered 'not now'", null, "stream", "listener"),
    LISTENER_INCOMPLETE(
            "bus.listener.incomplete",
            Kind.COUNTER,
            "Messages in several fragments that were dropped because their beginning was not there",
            null,
            "stream",
            "listener"),
    LISTENER_STATE("bus.listener.state", Kind.GAUGE, "What a listener is doing: 1 or 0", null, "listener", "state"),
    LISTENER(
            "bus.listener",
            Kind.MESSAGE_TIMER,
            "Time a handler takes for a message, where bus.listener.timing asks for it",
            null,
            "stream",
            "listener",
            "result",
            "exception"),
    AGENT_BUSY(
            "bus.agent.busy",
            Kind.GAUGE,
            "Duty cycles with work since it was read before, of all: from 0 to 1; of bus-replies, which waits, time",
            null,
            "agent"),
    AGENT_CYCLE_MAX(
            "bus.agent.cycle.max",
            Kind.TIME_GAUGE,
            "Longest duty cycle of a thread of listeners or requests",
            null,
            "agent");

    /** How a value behaves. */
    enum Kind {
        GAUGE,
        TIME_GAUGE,
        COUNTER,
        TIMER,
        /** The only kind that is written when something happens, rather than read when scraped. */
        MESSAGE_TIMER
    }

    private static final String SESSION = "session";

    private final String meterName;
    private final Kind kind;
    private final String description;
    private final @Nullable String unit;
    private final List<String> tagKeys;

    BusMeter(String meterName, Kind kind, String description, @Nullable String unit, String... tagKeys) {
        this.meterName = meterName;
        this.kind = kind;
        this.description = description;
        this.unit = unit;
        this.tagKeys = List.of(tagKeys);
    }

    String meterName() {
        return meterName;
    }

    Kind kind() {
        return kind;
    }

    String description() {
        return description;
    }

    @Nullable String unit() {
        return unit;
    }

    List<String> tagKeys() {
        return tagKeys;
    }

    /** Tags in the order of the keys; one value more is the session. */
    Tags tags(List<String> values) {
        List<String> keys = new ArrayList<>(tagKeys);
        if (values.size() > keys.size()) {
            keys.add(SESSION);
        }
        if (values.size() != keys.size()) {
            throw new IllegalArgumentException(meterName + " has the tags " + keys + ", but was given " + values);
        }
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            tags.add(Tag.of(keys.get(i), values.get(i)));
        }
        return Tags.of(tags);
    }
}
