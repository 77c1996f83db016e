package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.client.PendingRequest.Kind;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.CounterText;
import io.tradebus.core.format.control.RejectImageCommand;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;
import org.agrona.SemanticVersion;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * What the application asks of the driver, and the answers. What is added is known by the id of its request.
 *
 * <p>Any thread, under the client's lock; who waits gives the lock back between two looks. A request fails at once while
 * the client has no driver, and one that is open when the driver is lost fails then: whether the driver did it is not
 * known.
 */
final class ClientRequests {
    private final ClientConductor conductor;
    private final ReentrantLock lock;
    private final ClientConfig config;
    private final PendingRequests pending;
    private final Registrations registrations;
    private final Reconnection reconnection;
    private final NanoClock nanoClock;

    ClientRequests(
            ClientConductor conductor,
            ClientConfig config,
            PendingRequests pending,
            Registrations registrations,
            Reconnection reconnection,
            NanoClock nanoClock) {
        this.conductor = conductor;
        this.lock = conductor.lock();
        this.config = config;
        this.pending = pending;
        this.registrations = registrations;
        this.reconnection = reconnection;
        this.nanoClock = nanoClock;
    }

    long addPublication(String channel, int streamId, boolean isExclusive) {
        RequestedStream stream = new RequestedStream(channel, streamId);
        return request(new AddPublication(stream, isExclusive));
    }

    long addSubscription(String channel, int streamId, SubscriptionListeners listeners) {
        RequestedStream stream = new RequestedStream(channel, streamId);
        return request(new AddSubscription(stream, listeners));
    }

    long addCounter(int typeId, CounterText text) {
        CounterRequest counter = new CounterRequest(typeId, text).copy();
        return request((commands, deadlineNs) ->
                PendingRequest.counter(commands.addCounter(typeId, counter.text()), counter, deadlineNs));
    }

    long addStaticCounter(long registrationId, int typeId, CounterText text) {
        CounterRequest counter = new CounterRequest(typeId, text).copy();
        return request((commands, deadlineNs) -> PendingRequest.staticCounter(
                commands.addStaticCounter(registrationId, typeId, counter.text()),
                counter,
                registrationId,
                deadlineNs));
    }

    /** Returns a session id that is free on a stream; an older driver is not asked, the id is a random one then. */
    int nextSessionId(int streamId) {
        conductor.requireOpen();
        reconnection.requireAttached();
        if (SemanticVersion.major(reconnection.attachment().link().controlProtocolVersion()) < 1) {
            return ThreadLocalRandom.current().nextInt();
        }
        conductor.requireNotInListener();
        long asked = request((commands, deadlineNs) -> PendingRequest.operation(
                Kind.NEXT_SESSION_ID,
                commands.nextSessionId(streamId),
                "the next session id of stream " + streamId,
                deadlineNs));
        return await(asked, Integer.class);
    }

    /** Asks for a destination; the id of the request is the id of the destination. */
    long addDestination(Publication publication, String channel) {
        return addDestination(publication, CommandType.ADD_DESTINATION, publication::originalRegistrationId, channel);
    }

    long addDestination(Subscription subscription, String channel) {
        return addDestination(subscription, CommandType.ADD_RCV_DESTINATION, subscription::registrationId, channel);
    }

    long removeDestination(Publication publication, String channel) {
        return removeDestination(
                publication, CommandType.REMOVE_DESTINATION, publication::originalRegistrationId, channel);
    }

    long removeDestination(Subscription subscription, String channel) {
        return removeDestination(
                subscription, CommandType.REMOVE_RCV_DESTINATION, subscription::registrationId, channel);
    }

    long removeDestination(Publication publication, long destinationId) {
        return request((commands, deadlineNs) -> {
            Destinations destinations = destinationsOf(publication, "");
            long id = commands.removeDestination(
                    publication.originalRegistrationId(), destinations.driverIdOf(destinationId));
            return operation(id, "removing destination " + destinationId, deadlineNs)
                    .whenDone(() -> destinations.current().remove(destinationId));
        });
    }

    void rejectImage(Image image, String reason) {
        if (reason.length() > RejectImageCommand.MAX_REASON_LENGTH) {
            throw new IllegalArgumentException("reason must be at most " + RejectImageCommand.MAX_REASON_LENGTH
                    + " characters, but has " + reason.length());
        }
        awaitDone(() -> request((commands, deadlineNs) -> operation(
                commands.rejectImage(image.correlationId(), image.position(), reason),
                "rejecting " + image,
                deadlineNs)));
    }

    /**
     * Sends a request, waits until the driver has done what was asked, and returns the id of the request. It is not sent by
     * a listener, which could not wait.
     */
    long awaitDone(LongSupplier request) {
        conductor.requireNotInListener();
        long id = request.getAsLong();
        await(id, Integer.class);
        return id;
    }

    /** Whether the driver has done what was asked. */
    boolean isDone(long id) {
        return find(id, Integer.class) != null;
    }

    @Nullable Publication findPublication(long id) {
        return find(id, Publication.class);
    }

    @Nullable Subscription findSubscription(long id) {
        return find(id, Subscription.class);
    }

    @Nullable Counter findCounter(long id) {
        return find(id, Counter.class);
    }

    /**
     * Waits for what comes of a request, and runs the duty cycle meanwhile. Not for a listener, which must not even ask
     * before.
     */
    <T> T await(long id, Class<T> type) {
        IdleStrategy idle = config.awaitingIdle().newIdleStrategy();
        while (true) {
            int work = conductor.serviceLocked();
            T found = find(id, type);
            if (found != null) {
                return found;
            }
            if (Thread.currentThread().isInterrupted()) {
                abandon(id);
                throw new BusException("interrupted while waiting for the driver's answer to request " + id);
            }
            idle.idle(work);
        }
    }

    private long request(Request request) {
        lock.lock();
        try {
            conductor.requireOpen();
            reconnection.requireAttached();
            PendingRequest sent = request.send(reconnection.attachment().commands(), deadlineNs());
            pending.add(sent);
            return sent.correlationId;
        } finally {
            lock.unlock();
        }
    }

    // What is added and removed is noted under the lock when the driver says so, and added again at the next driver.

    private long addDestination(AutoCloseable handle, int type, LongSupplier registrationId, String channel) {
        return request((commands, deadlineNs) -> {
            Destinations destinations = destinationsOf(handle, channel);
            long id = commands.changeDestination(type, registrationId.getAsLong(), channel);
            return operation(id, "adding destination " + channel, deadlineNs)
                    .whenDone(() -> destinations.current().add(id, channel));
        });
    }

    private long removeDestination(AutoCloseable handle, int type, LongSupplier registrationId, String channel) {
        return request((commands, deadlineNs) -> {
            Destinations destinations = destinationsOf(handle, channel);
            long id = commands.changeDestination(type, registrationId.getAsLong(), channel);
            return operation(id, "removing destination " + channel, deadlineNs)
                    .whenDone(() -> destinations.current().remove(channel));
        });
    }

    /** The destinations of something that the present driver has, among which one with a channel is or would be. */
    private Destinations destinationsOf(AutoCloseable handle, String channel) {
        Registration registration = registrations.of(handle);
        Destinations destinations = registration == null ? null : registration.destinations(channel);
        if (registration == null || destinations == null) {
            throw new BusException("destinations of what is closed cannot be changed: " + handle);
        }
        reconnection.requireAttached(registration);
        return destinations;
    }

    private static PendingRequest operation(long id, String subject, long deadlineNs) {
        return PendingRequest.operation(Kind.OPERATION, id, subject, deadlineNs);
    }

    private long deadlineNs() {
        return nanoClock.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(config.timeouts().driverTimeoutMs());
    }

    /** What was added, or the answer to a request that adds nothing; null while it is open. */
    private <T> @Nullable T find(long id, Class<T> type) {
        lock.lock();
        try {
            conductor.requireOpen();
            Object found = registrations.handle(id);
            if (!type.isInstance(found)) {
                found = pending.check(
                        id, nanoClock.nanoTime(), config.timeouts().driverTimeoutMs());
            }
            return type.isInstance(found) ? type.cast(found) : null;
        } finally {
            lock.unlock();
        }
    }

    /** Gives up what was asked for: what the driver adds after all is removed again, and what it has added is closed. */
    void abandon(long id) {
        AutoCloseable added;
        lock.lock();
        try {
            pending.abandon(id);
            added = registrations.handle(id);
        } finally {
            lock.unlock();
        }
        CloseHelper.close(added);
    }

    /** Sends a request and says what it waits for. */
    @FunctionalInterface
    private interface Request {
        PendingRequest send(DriverCommands commands, long deadlineNs);
    }

    private record AddPublication(RequestedStream stream, boolean isExclusive) implements Request {
        @Override
        public PendingRequest send(DriverCommands commands, long deadlineNs) {
            long id = isExclusive
                    ? commands.addExclusivePublication(stream.channel(), stream.streamId())
                    : commands.addPublication(stream.channel(), stream.streamId());
            return PendingRequest.publication(id, isExclusive, stream, deadlineNs);
        }
    }

    private record AddSubscription(RequestedStream stream, SubscriptionListeners listeners) implements Request {
        @Override
        public PendingRequest send(DriverCommands commands, long deadlineNs) {
            long id = commands.addSubscription(stream.channel(), stream.streamId());
            return PendingRequest.subscription(id, stream, listeners, deadlineNs);
        }
    }
}
