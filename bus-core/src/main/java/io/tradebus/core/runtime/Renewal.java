package io.tradebus.core.runtime;

import io.tradebus.core.BusException;
import io.tradebus.core.client.DriverReturn.RestoreFailure;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells what a driver has refused when the client attached to it, and asks again for publications and subscriptions that it
 * has refused or taken back, telling when the reason becomes another one. For the supervising thread.
 */
final class Renewal {
    private static final long INTERVAL_MS = 1_000;

    private final PublisherRegistry publishers;
    private final ListenerRegistry listeners;
    private final RuntimeObserver observer;
    private final Map<String, String> told = new HashMap<>();
    private long nextMs;

    Renewal(PublisherRegistry publishers, ListenerRegistry listeners, RuntimeObserver observer) {
        this.publishers = publishers;
        this.listeners = listeners;
        this.observer = observer;
    }

    void tellFailures(DriverConnection connection) {
        for (RestoreFailure failure = connection.nextFailure(); failure != null; failure = connection.nextFailure()) {
            observer.onWarning("the next driver has refused the " + failure.subject() + ": "
                    + failure.cause().getMessage() + "; streams are asked for again");
        }
    }

    /** Whether there is something to ask for, and it was not asked for a moment ago. */
    boolean isDue(long nowMs) {
        if (nowMs - nextMs < 0
                || publishers.refused().isEmpty() && listeners.refused().isEmpty()) {
            return false;
        }
        nextMs = nowMs + INTERVAL_MS;
        return true;
    }

    /** Under the runtime's lock; waits for the driver's answers. */
    void renew(DriverConnection connection) {
        for (StreamPublisher publisher : publishers.refused()) {
            ask("the publication of stream '" + publisher.stream() + "'", publisher::reopen);
        }
        for (PollingListener listener : listeners.refused()) {
            ask(
                    "the subscription of listener '" + listener.id() + "'",
                    () -> listener.attachment().renew(connection));
        }
    }

    private void ask(String what, Runnable request) {
        try {
            request.run();
            told.remove(what);
        } catch (BusException refusal) {
            String reason = String.valueOf(refusal.getMessage());
            String before = told.put(what, reason);
            // The first refusal was told when the client attached.
            if (before != null && !before.equals(reason)) {
                observer.onWarning(what + " is refused again: " + reason);
            }
        }
    }
}
