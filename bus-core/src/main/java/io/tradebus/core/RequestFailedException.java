package io.tradebus.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request ended without a reply. */
public final class RequestFailedException extends BusException {
    private final String stream;
    private final Reason reason;
    private final boolean mayBeHeard;

    /** Why there is no reply. */
    public enum Reason {
        /** No reply came in time. */
        TIMED_OUT("no reply came in time; look whether the responder is slow or has failed, or give it more time:"
                + " bus.streams.<name>.request.timeout"),
        /** The responder went away, or began anew, before it replied. */
        PEER_LOST("its responder went away before it replied; ask again if it does no harm to be heard twice"),
        /** As many requests are in flight as may be. */
        IN_FLIGHT_LIMIT("too many requests are in flight; wait for replies, or allow more:"
                + " bus.streams.<name>.request.max-in-flight"),
        /** The responder does not keep up. */
        BACK_PRESSURED("the responder does not keep up with requests; try again later"),
        /** There is no responder, or no driver by which to reach it. */
        NOT_CONNECTED("there is no responder; start one, or check that channel, stream-id and the reply settings are"
                + " the same on both sides"),
        /** The bus was stopped. */
        CLOSED("the bus is stopped"),
        /** The thread that waited for the reply was interrupted. */
        INTERRUPTED("the thread that waited for its reply was interrupted");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        private String sentence(String stream) {
            return sentence.replace("<name>", stream);
        }
    }

    /**
     * @param timeout within which it was to be replied to
     * @param mayBeHeard whether it was sent, so that the responder may have acted on it
     */
    public RequestFailedException(String stream, Reason reason, Duration timeout, boolean mayBeHeard) {
        this(stream, reason, timeout, mayBeHeard, null);
    }

    /**
     * As the other one, for a reason that is known better than in general.
     *
     * @param sentence why there is no reply, and what to do; null for what is said of the reason
     */
    public RequestFailedException(
            String stream, Reason reason, Duration timeout, boolean mayBeHeard, @Nullable String sentence) {
        super("a request to stream '" + stream + "' (timeout " + timeout.toMillis() + " ms) "
                + (mayBeHeard ? "was sent" : "was not sent") + ": "
                + (sentence == null ? reason.sentence(stream) : sentence));
        this.stream = stream;
        this.reason = reason;
        this.mayBeHeard = mayBeHeard;
    }

    public String stream() {
        return stream;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the request was sent, so that the responder may have acted on it; if not, it has never been seen. */
    public boolean mayBeHeard() {
        return mayBeHeard;
    }
}
