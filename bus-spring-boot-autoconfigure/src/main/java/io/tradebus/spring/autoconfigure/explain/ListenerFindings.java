package io.tradebus.spring.autoconfigure.explain;

import io.tradebus.core.runtime.ListenerFailure;
import io.tradebus.spring.listener.ListenerState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which listeners do not do what they are meant to do, and why. */
final class ListenerFindings {
    private ListenerFindings() {}

    static List<Finding> of(StreamFacts stream) {
        List<Finding> findings = new ArrayList<>();
        for (ListenerFacts listener : stream.listeners()) {
            Finding finding = of(stream, listener);
            if (finding != null) {
                findings.add(finding);
            }
        }
        return findings;
    }

    private static @Nullable Finding of(StreamFacts stream, ListenerFacts listener) {
        String own = "bus.listeners." + listener.id() + ".";
        ListenerFailure failure = listener.failure();
        return switch (listener.state()) {
            case HALTED ->
                finding(
                        listener,
                        "is halted" + at(stream, failure),
                        ThrottleFindings.operate(stream, listener, "retry, skip or detach"),
                        own + "on-error");
            case RETRYING ->
                finding(
                        listener,
                        "tries a message again" + at(stream, failure),
                        own + "retry.max-attempts",
                        own + "on-error");
            case DETACHED ->
                listener.desired() == ListenerState.DETACHED
                        ? null
                        : finding(
                                listener,
                                "was detached" + at(stream, failure) + "; what is published since is lost for it",
                                ThrottleFindings.operate(stream, listener, "start"),
                                own + "on-error");
            case STOPPED ->
                listener.desired() == ListenerState.RUNNING || listener.desired() == ListenerState.PAUSED
                        ? finding(
                                listener,
                                "is stopped, although it is meant to run",
                                ThrottleFindings.operate(stream, listener, "start"))
                        : null;
            case STARTING, RUNNING, PAUSED -> null;
        };
    }

    private static String at(StreamFacts stream, @Nullable ListenerFailure failure) {
        return failure == null
                ? ""
                : " at position " + failure.position() + " of " + failure.stream() + ", session " + failure.sessionId()
                        + ", since " + Words.age(Math.max(0, stream.nowMs() - failure.sinceMs())) + " ("
                        + Words.count(failure.attempt(), "attempt") + "): " + failure.cause();
    }

    private static Finding finding(ListenerFacts listener, String what, String... change) {
        ListenerFailure failure = listener.failure();
        return Finding.of(
                Topic.LISTENER,
                "listener " + listener.id() + " " + what,
                new Evidence()
                        .with("listener", listener.id())
                        .with("state", Words.of(listener.state()))
                        .with("desired", Words.of(listener.desired()))
                        .with("onError", listener.onError())
                        .with("lag", listener.lag())
                        .with("position", failure == null ? null : failure.position())
                        .with("head", failure == null ? null : failure.head()),
                change);
    }
}
