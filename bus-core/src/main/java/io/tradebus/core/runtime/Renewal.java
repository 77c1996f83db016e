package io.tradebus.core.runtime;

import io.tradebus.core.BusException;
import io.tradebus.core.client.DriverReturn.RestoreFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

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
    private final Map<PollingListener, AskedSubscriptions> asked = new HashMap<>();
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

    /** Whether there is something to ask for, or an answer to look for. */
    boolean hasWork() {
        return !asked.isEmpty()
                || !publishers.refused().isEmpty()
                || !listeners.refused().isEmpty();
    }

    /** Under the runtime's lock. Asks what was not asked for a moment ago, looks for answers, and waits for nothing. */
    void renew(DriverConnection connection, long nowMs) {
        boolean mayAsk = nowMs - nextMs >= 0;
        nextMs = mayAsk ? nowMs + INTERVAL_MS : nextMs;
        for (StreamPublisher publisher : publishers.refused()) {
            renew("the publication of stream '" + publisher.stream() + "'", () -> publisher.renew(mayAsk));
        }
        List<PollingListener> refused = listeners.refused();
        abandonAllBut(refused);
        for (PollingListener listener : refused) {
            AskedSubscriptions source = asked.computeIfAbsent(listener, unused -> new AskedSubscriptions(connection));
            source.mayAsk(mayAsk);
            renew("the subscription of listener '" + listener.id() + "'", () -> {
                listener.attachment().renew(source);
                return true;
            });
        }
    }

    /** Gives up what was asked for listeners that do not need it any more. */
    private void abandonAllBut(List<PollingListener> refused) {
        for (Map.Entry<PollingListener, AskedSubscriptions> entry : asked.entrySet()) {
            if (!refused.contains(entry.getKey())) {
                entry.getValue().abandon();
            }
        }
        asked.keySet().retainAll(refused);
    }

    private void renew(String what, BooleanSupplier request) {
        try {
            if (request.getAsBoolean()) {
                told.remove(what);
            }
        } catch (AskedSubscriptions.NotYet e) {
            // The answer is looked for again with the next turn.
        } catch (BusException refusal) {
            String reason = Refusal.reasonOf(refusal);
            String before = told.put(what, reason);
            // The first refusal was told when the client attached.
            if (before != null && !before.equals(reason)) {
                observer.onWarning(what + " is refused again: " + reason);
            }
        } catch (IllegalArgumentException | IllegalStateException forgotten) {
            // With the driver that was asked; the next one is asked again.
        }
    }
}
