package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.DriverTimeoutException;
import io.tradebus.core.RegistrationException;
import io.tradebus.core.client.Destinations.Destination;
import io.tradebus.core.client.DriverReturn.RestoreFailure;
import io.tradebus.core.client.DriverReturn.RestoredPublication;
import io.tradebus.core.config.ClientConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Adds all that a client has to the driver it has just attached to, in the order in which it was added first, and
 * gathers what became of it. Used under the client's lock.
 *
 * <p>What the driver refuses is closed, with the reason. Only a driver that lived on while the client was away is asked
 * again for a while: it may still have what the client had there, and with it the session that a channel names.
 */
final class Restoration {
    private static final long RETRY_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final ClientConfig config;
    private final Attachment attachment;
    private final Registrations registrations;
    private final PendingRequests pending;
    private final Queue<Registration> unsent;
    private final Queue<Registration> waiting = new ArrayDeque<>();
    private final Queue<Registration> refused = new ArrayDeque<>();
    private final List<RestoredPublication> publications = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<Counter> counters = new ArrayList<>();
    private final List<RestoreFailure> failures = new ArrayList<>();
    private final DestinationRestoration destinations;
    private final boolean isSameDriver;
    private final long patienceEndNs;
    private long nextRetryNs;
    private long nowNs;
    private int open;

    /** {@code isSameDriver} says that the driver lived on while the client was away: refusals may pass. */
    Restoration(
            ClientConfig config,
            Attachment attachment,
            Registrations registrations,
            PendingRequests pending,
            boolean isSameDriver,
            long nowNs) {
        this.config = config;
        this.attachment = attachment;
        this.registrations = registrations;
        this.pending = pending;
        this.isSameDriver = isSameDriver;
        this.nowNs = nowNs;
        unsent = new ArrayDeque<>(registrations.all());
        destinations = new DestinationRestoration(attachment, registrations, pending, isSameDriver);
        patienceEndNs = nowNs + TimeUnit.MILLISECONDS.toNanos(config.timeouts().driverTimeoutMs());
    }

    /**
     * Sends what was not sent yet.
     *
     * @return whether all is answered
     */
    boolean advance(long now) {
        nowNs = now;
        for (PendingRequest late : pending.abandonLateRestoring(now)) {
            onFailed(
                    late,
                    new DriverTimeoutException("the driver did not answer within "
                            + 2 * config.timeouts().driverTimeoutMs() + " ms when asked again for " + late.subject));
        }
        if (now - nextRetryNs >= 0) {
            unsent.addAll(refused);
            refused.clear();
            destinations.addRefusedAgain();
        }
        unsent.addAll(waiting);
        waiting.clear();
        while (!unsent.isEmpty() && send(unsent.element())) {
            unsent.remove();
        }
        destinations.send(deadlineNs());
        return open == 0 && unsent.isEmpty() && waiting.isEmpty() && refused.isEmpty() && destinations.areDone();
    }

    DriverReturn result() {
        return new DriverReturn(
                attachment.clientId(),
                List.copyOf(publications),
                List.copyOf(subscriptions),
                List.copyOf(counters),
                List.copyOf(failures));
    }

    /** The driver has added something again, and its handle goes on. */
    void onRestored(Registration registration) {
        open--;
        Publication publication = registration.publication();
        Subscription subscription = registration.subscription();
        Counter counter = registration.counter();
        if (publication != null) {
            publications.add(new RestoredPublication(
                    publication, publication.sessionId(), publication.latestLog().startPosition));
        } else if (subscription != null) {
            subscriptions.add(subscription);
        } else if (counter != null) {
            counters.add(counter);
        }
        destinations.add(registration);
        destinations.send(deadlineNs());
    }

    /** What the driver has added again was closed meanwhile. */
    void onUnwanted() {
        open--;
    }

    void onDestinationRestored() {
        destinations.onAnswer();
    }

    /** The driver has refused something, or not answered. */
    void onFailed(PendingRequest request, BusException cause) {
        Destination destination = request.destination;
        if (destination == null) {
            open--;
        } else {
            destinations.onAnswer();
        }
        Registration registration = ownerOf(request);
        if (registration == null) {
            return;
        }
        if (isSameDriver && cause instanceof RegistrationException && nowNs - patienceEndNs < 0) {
            nextRetryNs = nowNs + RETRY_INTERVAL_NS;
            if (destination == null) {
                refused.add(registration);
            } else {
                destinations.addRefused(registration, destination);
            }
            return;
        }
        if (destination == null) {
            fail(registration, cause);
        }
        failures.add(new RestoreFailure(registration.handle(), request.subject, cause));
    }

    /** What a failure is about; null if it is closed. A destination has others at its endpoint, or waits for them. */
    private @Nullable Registration ownerOf(PendingRequest request) {
        Registration registration = request.restored;
        Destination destination = request.destination;
        if (registration == null) {
            return null;
        } else if (destination == null) {
            return registrations.has(registration) ? registration : null;
        }
        Registration owner = registrations.ownerOf(destination, registration);
        if (owner == null) {
            destination.detach();
        }
        return owner;
    }

    private void fail(Registration registration, BusException cause) {
        long lingerNs = config.timeouts().resourceLingerNs();
        Publication publication = registration.publication();
        Subscription subscription = registration.subscription();
        Counter counter = registration.counter();
        if (publication != null) {
            publication.markFailed(cause);
            registrations.closePublication(publication, nowNs, lingerNs);
        } else if (subscription != null) {
            subscription.markFailed(cause);
            registrations.closeSubscription(subscription, nowNs, lingerNs);
        } else if (counter != null) {
            counter.markFailed(cause);
            registrations.closeCounter(counter);
        }
    }

    /** Returns whether there was room for the command; what was closed meanwhile needs none. */
    private boolean send(Registration registration) {
        if (!registrations.has(registration)) {
            return true;
        }
        if (registration.otherHalf().isOnItsWay(registrations)) {
            waiting.add(registration);
            return true;
        }
        PendingRequest request = registration.request();
        RequestedStream stream;
        try {
            stream = registration.otherHalf().namedBy(request.stream, registrations, isSameDriver);
        } catch (BusException impossible) {
            fail(registration, impossible);
            failures.add(new RestoreFailure(registration.handle(), request.subject, impossible));
            return true;
        }
        try {
            pending.add(PendingRequest.again(registration, add(request, stream), stream, deadlineNs()));
            open++;
            return true;
        } catch (BusException full) {
            return false;
        }
    }

    private long add(PendingRequest request, RequestedStream stream) {
        DriverCommands commands = attachment.commands();
        CounterRequest counter = request.counter;
        return switch (request.kind) {
            case PUBLICATION -> commands.addPublication(stream.channel(), stream.streamId());
            case EXCLUSIVE_PUBLICATION -> commands.addExclusivePublication(stream.channel(), stream.streamId());
            case SUBSCRIPTION -> commands.addSubscription(stream.channel(), stream.streamId());
            case COUNTER -> commands.addCounter(counter.typeId(), counter.text());
            case STATIC_COUNTER -> commands.addStaticCounter(request.registrationId, counter.typeId(), counter.text());
            case NEXT_SESSION_ID, OPERATION ->
                throw new IllegalStateException("not something a client has: " + request.subject);
        };
    }

    /** Twice the driver timeout: that the driver has died meanwhile is noticed before. */
    private long deadlineNs() {
        return nowNs + TimeUnit.MILLISECONDS.toNanos(2 * config.timeouts().driverTimeoutMs());
    }
}
