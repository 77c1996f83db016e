package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.runtime.ListenerFailure;
import io.tradebus.core.runtime.PublicationView;
import io.tradebus.core.runtime.SenderView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who holds a publisher back, or what. */
final class ThrottleFindings {
    /** More of the window in use than this is worth a sentence, before the first offer is refused. */
    private static final double FULL = 0.8;

    private ThrottleFindings() {}

    static List<Finding> of(StreamFacts stream) {
        PublicationFacts publication = stream.publication();
        if (publication != null && publication.isExhausted()) {
            return List.of(exhausted(stream, publication));
        }
        String who = publication == null ? null : publication.limitedBy();
        if (publication == null || who == null || (!publication.isBackPressured() && publication.used() < FULL)) {
            return List.of();
        }
        ListenerFacts listener = listener(stream, who);
        if (listener != null) {
            return List.of(byListener(stream, publication, listener));
        }
        SenderView sender = publication.sender();
        return List.of(
                who.equals(PublicationView.LOCAL)
                        ? byOtherSubscription(stream, publication)
                        : sender == null || !who.equals(PublicationView.REMOTE)
                                ? byOtherProcess(stream, publication)
                                : byReceivers(stream, publication, sender));
    }

    /** Not for want of room: the positions are used up. */
    private static Finding exhausted(StreamFacts stream, PublicationFacts publication) {
        return Finding.of(
                Topic.EXHAUSTED,
                stream.name() + " has reached the last position there is and accepts nothing any more until the bus is"
                        + " started again; longer terms make a stream last longer",
                new Evidence()
                        .with("position", publication.position())
                        .with("offersRefused", publication.offers().maxPositionExceeded()),
                stream.property("term-length"));
    }

    private static @Nullable ListenerFacts listener(StreamFacts stream, String id) {
        return stream.listeners().stream()
                .filter(listener -> listener.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    // ---- a listener of this application

    private static Finding byListener(StreamFacts stream, PublicationFacts publication, ListenerFacts listener) {
        return Finding.of(
                Topic.THROTTLED,
                held(stream, publication) + "listener " + listener.id() + ", which " + doing(stream, listener),
                evidence(stream, publication)
                        .with("listener", listener.id())
                        .with("state", Words.of(listener.state()))
                        .with("agent", listener.agent())
                        .with("lag", listener.lag()),
                help(stream, listener));
    }

    private static String doing(StreamFacts stream, ListenerFacts listener) {
        ListenerFailure failure = listener.failure();
        return switch (listener.state()) {
            case HALTED ->
                "is halted"
                        + (failure == null
                                ? ""
                                : " at position " + failure.position() + " since "
                                        + Words.age(stream.nowMs() - failure.sinceMs()));
            case RETRYING ->
                "tries the same message again"
                        + (failure == null
                                ? ""
                                : " since " + Words.age(stream.nowMs() - failure.sinceMs()) + ", attempt "
                                        + failure.attempt());
            case PAUSED -> "is paused on purpose and keeps its subscription";
            default ->
                "handles messages more slowly than they are published"
                        + (listener.hasOwnAgent() ? "" : ", on thread " + listener.agent() + ", which it shares");
        };
    }

    private static String[] help(StreamFacts stream, ListenerFacts listener) {
        String own = "bus.listeners." + listener.id() + ".";
        return switch (listener.state()) {
            case HALTED -> new String[] {operate(stream, listener, "retry, skip or detach"), own + "on-error"};
            case RETRYING ->
                new String[] {operate(stream, listener, "skip or detach"), own + "retry.max-attempts", own + "on-error"
                };
            case PAUSED -> new String[] {operate(stream, listener, "resume")};
            default ->
                listener.hasOwnAgent()
                        ? new String[] {own + "idle-strategy", stream.property("term-length")}
                        : new String[] {own + "agent", stream.property("term-length")};
        };
    }

    static String operate(StreamFacts stream, ListenerFacts listener, String actions) {
        return "POST /actuator/bus/" + stream.name() + " listener=" + listener.id() + " action=" + actions;
    }

    // ---- others

    private static Finding byOtherSubscription(StreamFacts stream, PublicationFacts publication) {
        return Finding.of(
                Topic.THROTTLED,
                held(stream, publication)
                        + "a subscription of this application that belongs to no listener: whoever made it"
                        + " with the runtime does not poll it fast enough, or does not close it",
                evidence(stream, publication).with("subscribers", publication.subscribers()));
    }

    private static Finding byOtherProcess(StreamFacts stream, PublicationFacts publication) {
        return Finding.of(
                Topic.THROTTLED,
                held(stream, publication) + "a subscriber of another program on this host, which does not keep up",
                evidence(stream, publication).with("subscribers", publication.subscribers()),
                stream.property("term-length"),
                stream.property("tether"));
    }

    private static Finding byReceivers(StreamFacts stream, PublicationFacts publication, SenderView sender) {
        boolean isSenderBehind = sender.limit() > sender.position();
        Evidence evidence = evidence(stream, publication)
                .with("localAddresses", sender.localAddresses())
                .counted("sent", sender.position())
                .counted("sendLimit", sender.limit())
                .counted("flowControlReceivers", sender.flowControlReceivers())
                .counted("backPressureEvents", sender.backPressureEvents());
        return isSenderBehind
                ? Finding.of(
                        Topic.THROTTLED,
                        held(stream, publication) + "the driver's sender: receivers would take "
                                + Words.bytes(sender.limit() - sender.position()) + " more than it has sent",
                        evidence,
                        "bus.driver.threading",
                        "bus.driver.sender.idle-strategy",
                        "bus.driver.socket.send-buffer")
                : Finding.of(
                        Topic.THROTTLED,
                        held(stream, publication) + "receivers over the network, which take no more than position "
                                + sender.limit()
                                + (sender.flowControlReceivers() < 0
                                        ? ""
                                        : " (" + Words.count(sender.flowControlReceivers(), "receiver")
                                                + " of flow control)"),
                        evidence,
                        stream.property("flow-control"),
                        stream.property("receiver-window") + " of the receivers");
    }

    private static String held(StreamFacts stream, PublicationFacts publication) {
        return stream.name() + (publication.isBackPressured() ? " is held back by " : " is about to be held back by ");
    }

    private static Evidence evidence(StreamFacts stream, PublicationFacts publication) {
        long lastMs = publication.lastBackPressureMs();
        return new Evidence()
                .with("windowUsed", Words.percent(publication.used()))
                .with("windowUsedBytes", publication.windowUsed())
                .with("windowBytes", publication.windowLength())
                .with("offersBackPressured", publication.offers().backPressured())
                .with("lastBackPressureAge", lastMs == 0 ? null : Words.age(Math.max(0, stream.nowMs() - lastMs)));
    }
}
