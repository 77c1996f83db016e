package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.client.Destinations.Destination;
import org.jspecify.annotations.Nullable;

/** A request that the driver was sent: it waits for the answer, or holds an answer that nobody has taken yet. */
final class PendingRequest {
    /** What was asked for. */
    enum Kind {
        PUBLICATION,
        EXCLUSIVE_PUBLICATION,
        SUBSCRIPTION,
        COUNTER,
        STATIC_COUNTER,
        NEXT_SESSION_ID,
        OPERATION
    }

    final Kind kind;
    final long correlationId;
    /** What the request is about, for messages. */
    final String subject;

    final RequestedStream stream;
    final SubscriptionListeners listeners;
    final CounterRequest counter;
    /** What the application chose for a static counter. */
    final long registrationId;

    final long deadlineNs;

    /** Why it failed; the request is kept until somebody asked. */
    @Nullable BusException failure;

    /** The answer to a request that adds nothing; the request is kept until somebody asked. */
    @Nullable Integer answer;

    /** What is added again after the driver was lost; null for what the application asks for. */
    @Nullable Registration restored;

    /** The destination that is added again; null for what is none. */
    @Nullable Destination destination;

    /** Nobody waits any more: what the driver adds after all is removed again. */
    boolean isAbandoned;

    private @Nullable Runnable whenDone;

    private PendingRequest(
            Kind kind,
            long correlationId,
            String subject,
            long deadlineNs,
            RequestedStream stream,
            SubscriptionListeners listeners,
            CounterRequest counter,
            long registrationId) {
        this.counter = counter;
        this.kind = kind;
        this.correlationId = correlationId;
        this.subject = subject;
        this.deadlineNs = deadlineNs;
        this.stream = stream;
        this.listeners = listeners;
        this.registrationId = registrationId;
    }

    static PendingRequest publication(
            long correlationId, boolean isExclusive, RequestedStream stream, long deadlineNs) {
        Kind kind = isExclusive ? Kind.EXCLUSIVE_PUBLICATION : Kind.PUBLICATION;
        String subject = (isExclusive ? "exclusive publication of " : "publication of ") + text(stream);
        return new PendingRequest(
                kind,
                correlationId,
                subject,
                deadlineNs,
                stream,
                SubscriptionListeners.NONE,
                CounterRequest.NONE,
                correlationId);
    }

    static PendingRequest subscription(
            long correlationId, RequestedStream stream, SubscriptionListeners listeners, long deadlineNs) {
        String subject = "subscription of " + text(stream);
        return new PendingRequest(
                Kind.SUBSCRIPTION,
                correlationId,
                subject,
                deadlineNs,
                stream,
                listeners,
                CounterRequest.NONE,
                correlationId);
    }

    static PendingRequest counter(long correlationId, CounterRequest counter, long deadlineNs) {
        String subject = "counter of type " + counter.typeId();
        return other(Kind.COUNTER, correlationId, subject, deadlineNs, counter, correlationId);
    }

    static PendingRequest staticCounter(
            long correlationId, CounterRequest counter, long registrationId, long deadlineNs) {
        String subject = "static counter of type " + counter.typeId() + " and registration id " + registrationId;
        return other(Kind.STATIC_COUNTER, correlationId, subject, deadlineNs, counter, registrationId);
    }

    /** A request whose answer is a value, or only that it was done. */
    static PendingRequest operation(Kind kind, long correlationId, String subject, long deadlineNs) {
        return other(kind, correlationId, subject, deadlineNs, CounterRequest.NONE, correlationId);
    }

    /** The same request again, to another driver, for the stream as that driver knows it. */
    static PendingRequest again(
            Registration registration, long correlationId, RequestedStream stream, long deadlineNs) {
        PendingRequest first = registration.request();
        PendingRequest request = new PendingRequest(
                first.kind,
                correlationId,
                first.subject,
                deadlineNs,
                stream,
                first.listeners,
                first.counter,
                first.registrationId);
        request.restored = registration;
        return request;
    }

    /** Adds a destination again. */
    static PendingRequest destinationAgain(
            Registration registration, Destination destination, long correlationId, long deadlineNs) {
        PendingRequest request = operation(
                Kind.OPERATION,
                correlationId,
                "destination " + destination.channel + " of the " + registration.request().subject,
                deadlineNs);
        request.restored = registration;
        request.destination = destination;
        return request;
    }

    /** Has something happen, under the client's lock, when the driver has done what was asked. */
    PendingRequest whenDone(Runnable effect) {
        whenDone = effect;
        return this;
    }

    void onDone() {
        if (whenDone != null) {
            whenDone.run();
        }
    }

    private static PendingRequest other(
            Kind kind,
            long correlationId,
            String subject,
            long deadlineNs,
            CounterRequest counter,
            long registrationId) {
        return new PendingRequest(
                kind,
                correlationId,
                subject,
                deadlineNs,
                RequestedStream.NONE,
                SubscriptionListeners.NONE,
                counter,
                registrationId);
    }

    private static String text(RequestedStream stream) {
        return "channel " + stream.channel() + ", stream " + stream.streamId();
    }
}
