package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.client.PendingRequest.Kind;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.counters.ChannelCounter;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.format.control.CommandType;
import io.tradebus.core.format.control.CounterText;
import io.tradebus.core.format.control.RejectImageCommand;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.agrona.SemanticVersion;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a client alive, reads what the driver says, and does what the application asks.
 *
 * <p>All of it happens under one lock. The duty cycle is run by the client's thread or invoker; a thread that waits for
 * an answer runs it too, and gives the lock back between two looks, so that requests of several threads wait side by
 * side. Listeners are called under the lock; a thread that holds it and asks for something that blocks is such a
 * listener, and is refused.
 */
final class ClientConductor implements Agent, ResourceOwner {
    private static final System.Logger LOG = System.getLogger("bus.client");
    static final long SERVICE_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(16);

    private final ReentrantLock lock = new ReentrantLock();
    private final PendingRequests pending = new PendingRequests();
    private final ClientConfig config;
    private final ClientListener listener;
    private final NanoClock nanoClock;
    private final DriverLink link;
    private final long clientId;
    private final DriverCommands commands;
    private final MappedLogs logs;
    private final Registrations registrations;
    private final DriverEvents events;
    private final Liveness liveness;
    private final CloseListeners closeListeners = new CloseListeners();
    private volatile boolean isClosed;
    private boolean isReleased;
    private @Nullable BusException closeCause;

    ClientConductor(
            ClientConfig config, ClientListener listener, DriverLink link, NanoClock nanoClock, EpochClock epochClock) {
        this.config = config;
        this.listener = listener;
        this.link = link;
        this.nanoClock = nanoClock;
        link.requireLivenessAbove(config.timeouts().keepAliveIntervalNs());
        clientId = link.toDriver().nextCorrelationId();
        commands = new DriverCommands(link.toDriver(), clientId);
        logs = new MappedLogs(config.preTouchMappedMemory());
        registrations = new Registrations(link, logs, this);
        events = new DriverEvents(this, pending, registrations, listener);
        liveness = new Liveness(link, clientId, config.name(), config.timeouts(), epochClock, nanoClock.nanoTime());
    }

    @Override
    public String roleName() {
        return "bus-client-" + clientId;
    }

    /** One duty cycle. Does nothing while another thread is at it. */
    @Override
    public int doWork() {
        if (!lock.tryLock()) {
            return 0;
        }
        try {
            return service();
        } finally {
            lock.unlock();
        }
    }

    long clientId() {
        return clientId;
    }

    boolean isClosed() {
        return isClosed;
    }

    CountersReader counters() {
        return link.counters();
    }

    // Requests. What is added is known by the id of its request.

    long addPublication(String channel, int streamId, boolean isExclusive) {
        RequestedStream stream = new RequestedStream(channel, streamId);
        return request(deadlineNs -> {
            long id = isExclusive
                    ? commands.addExclusivePublication(channel, streamId)
                    : commands.addPublication(channel, streamId);
            return PendingRequest.publication(id, isExclusive, stream, deadlineNs);
        });
    }

    long addSubscription(String channel, int streamId, SubscriptionListeners listeners) {
        RequestedStream stream = new RequestedStream(channel, streamId);
        return request(deadlineNs -> PendingRequest.subscription(
                commands.addSubscription(channel, streamId), stream, listeners, deadlineNs));
    }

    long addCounter(int typeId, CounterText text) {
        return request(deadlineNs -> PendingRequest.counter(commands.addCounter(typeId, text), typeId, deadlineNs));
    }

    long addStaticCounter(long registrationId, int typeId, CounterText text) {
        return request(deadlineNs -> PendingRequest.staticCounter(
                commands.addStaticCounter(registrationId, typeId, text), typeId, registrationId, deadlineNs));
    }

    /** Returns a session id that is free on a stream; an older driver is not asked, the id is a random one then. */
    int nextSessionId(int streamId) {
        requireOpen();
        if (SemanticVersion.major(link.controlProtocolVersion()) < 1) {
            return ThreadLocalRandom.current().nextInt();
        }
        long id = operation(
                Kind.NEXT_SESSION_ID,
                () -> commands.nextSessionId(streamId),
                "the next session id of stream " + streamId);
        return await(id, this::answer);
    }

    @Override
    public long changeDestination(int commandType, long registrationId, String channel) {
        long id = requestDestination(commandType, registrationId, channel);
        await(id, this::answer);
        return id;
    }

    @Override
    public long requestDestination(int commandType, long registrationId, String channel) {
        return operation(
                Kind.OPERATION,
                () -> commands.changeDestination(commandType, registrationId, channel),
                CommandType.nameOf(commandType) + " " + channel);
    }

    @Override
    public boolean isAnswered(long requestId) {
        return answer(requestId) != null;
    }

    @Override
    public void removeDestination(long registrationId, long destinationId) {
        long id = operation(
                Kind.OPERATION,
                () -> commands.removeDestination(registrationId, destinationId),
                "removing destination " + destinationId);
        await(id, this::answer);
    }

    @Override
    public void rejectImage(Image image, String reason) {
        if (reason.length() > RejectImageCommand.MAX_REASON_LENGTH) {
            throw new IllegalArgumentException("reason must be at most " + RejectImageCommand.MAX_REASON_LENGTH
                    + " characters, but has " + reason.length());
        }
        long id = operation(
                Kind.OPERATION,
                () -> commands.rejectImage(image.correlationId(), image.position(), reason),
                "rejecting " + image);
        await(id, this::answer);
    }

    private long operation(Kind kind, LongSupplier command, String subject) {
        return request(deadlineNs -> PendingRequest.operation(kind, command.getAsLong(), subject, deadlineNs));
    }

    @Nullable Publication findPublication(long id) {
        return find(id, registrations::publication);
    }

    @Nullable Subscription findSubscription(long id) {
        return find(id, registrations::subscription);
    }

    @Nullable Counter findCounter(long id) {
        return find(id, registrations::counter);
    }

    /**
     * Waits for the answer to a request, and runs the duty cycle meanwhile.
     *
     * @param find returns null while the answer is open
     */
    <T> T await(long id, LongFunction<@Nullable T> find) {
        requireNotInListener();
        IdleStrategy idle = config.awaitingIdle().newIdleStrategy();
        while (true) {
            int work = serviceLocked();
            T found = find.apply(id);
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

    // Closing. The application finds a thing closed before the driver hears of it.

    @Override
    public void onPublicationClosed(Publication publication, boolean revoke) {
        lock.lock();
        try {
            if (!publication.isClosed()) {
                registrations.closePublication(
                        publication, nanoClock.nanoTime(), ClientConfig.EXPLICIT_CLOSE_LINGER_NS);
                commands.removePublication(publication.registrationId(), revoke);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onSubscriptionClosed(Subscription subscription) {
        lock.lock();
        try {
            if (!subscription.isClosed()) {
                registrations.closeSubscription(
                        subscription, nanoClock.nanoTime(), ClientConfig.EXPLICIT_CLOSE_LINGER_NS);
                commands.removeSubscription(subscription.registrationId());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onCounterClosed(Counter counter) {
        lock.lock();
        try {
            if (!counter.isClosed()) {
                registrations.closeCounter(counter);
                if (!counter.isStatic()) {
                    commands.removeCounter(counter.registrationId());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long channelStatus(int counterId) {
        return isClosed ? ChannelStatus.CLOSING : ChannelStatus.of(link.counters(), counterId);
    }

    @Override
    public List<String> localAddresses(int counterId) {
        boolean isLocal = isClosed || counterId == ChannelStatus.NO_COUNTER_ID;
        return isLocal ? List.of() : ChannelCounter.localAddresses(link.counters(), counterId);
    }

    @Override
    public void onHandlerError(Throwable error) {
        try {
            listener.onError(error);
        } catch (RuntimeException | Error second) {
            // Must neither end the client's thread nor be taken for a failure of what was going on.
            error.addSuppressed(second);
            LOG.log(System.Logger.Level.ERROR, "the listener of the client failed when it was told of an error", error);
        }
    }

    /**
     * Closes all that the client has. Closing again has no effect.
     *
     * @return whether there are logs that another thread may still be in the middle of using
     */
    boolean close() {
        requireNotInListener();
        lock.lock();
        try {
            boolean wasOpen = !isClosed;
            if (wasOpen) {
                closeEverything(null, 0);
            }
            return wasOpen && logs.count() > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Tells the driver that the client is gone, and unmaps everything. After {@link #close}, when nothing runs any more. */
    void release() {
        lock.lock();
        try {
            if (!isReleased) {
                isReleased = true;
                commands.closeClient();
                try {
                    logs.unmapAll();
                } finally {
                    link.close();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    // Called by the events of the driver, under the lock.

    void onClientTimeout(long timedOutClientId) {
        if (timedOutClientId == clientId) {
            closeEverything(
                    new BusException("the driver has given client " + clientId
                            + " up, since it saw no sign of life in time: the process was paused or overloaded; connect a"
                            + " new client"),
                    config.timeouts().resourceLingerNs());
        }
    }

    void removeImage(Subscription subscription, long correlationId) {
        registrations.removeImage(
                subscription,
                correlationId,
                nanoClock.nanoTime(),
                config.timeouts().resourceLingerNs());
    }

    /** The driver does not have the subscription any more. */
    void onSubscriptionTakenBack(Subscription subscription) {
        registrations.closeSubscription(
                subscription, nanoClock.nanoTime(), config.timeouts().resourceLingerNs());
    }

    /** Gives back what the driver added after nobody waited for it any more. */
    void removeAbandoned(PendingRequest request) {
        switch (request.kind) {
            case PUBLICATION, EXCLUSIVE_PUBLICATION -> commands.removePublication(request.correlationId, false);
            case SUBSCRIPTION -> commands.removeSubscription(request.correlationId);
            case COUNTER -> commands.removeCounter(request.correlationId);
            case STATIC_COUNTER, NEXT_SESSION_ID, OPERATION -> {
                // Nothing that could be given back.
            }
        }
    }

    void addCloseListener(Runnable closeListener) {
        lock.lock();
        try {
            requireOpen();
            closeListeners.add(closeListener);
        } finally {
            lock.unlock();
        }
    }

    void removeCloseListener(Runnable closeListener) {
        lock.lock();
        try {
            closeListeners.remove(closeListener);
        } finally {
            lock.unlock();
        }
    }

    private int service() {
        if (isReleased) {
            return 0;
        }
        long nowNs = nanoClock.nanoTime();
        int work = 0;
        if (liveness.isServiceDue(nowNs, SERVICE_INTERVAL_NS)) {
            work += logs.unmapExpired(nowNs);
            BusException problem = isClosed ? null : liveness.onService(nowNs);
            if (problem != null) {
                closeEverything(problem, config.timeouts().resourceLingerNs());
            }
        }
        return isClosed ? work : work + receiveEvent();
    }

    private int serviceLocked() {
        lock.lock();
        try {
            requireOpen();
            return service();
        } finally {
            lock.unlock();
        }
    }

    private int receiveEvent() {
        try {
            return link.receive(events);
        } catch (IllegalStateException lapped) {
            closeEverything(
                    new BusException(
                            "the client could not keep up with the driver's events, some were overwritten before they were"
                                    + " read: the process was paused or overloaded, or the client's invoker was not called;"
                                    + " connect a new client",
                            lapped),
                    config.timeouts().resourceLingerNs());
            return 1;
        }
    }

    private void closeEverything(@Nullable BusException cause, long lingerNs) {
        closeCause = cause;
        isClosed = true;
        pending.clear();
        registrations.closeAll(nanoClock.nanoTime(), lingerNs);
        try {
            listener.onClosed(cause);
        } catch (RuntimeException | Error error) {
            onHandlerError(error);
        }
        closeListeners.tellAll(this::onHandlerError);
    }

    private long request(LongFunction<PendingRequest> send) {
        lock.lock();
        try {
            requireOpen();
            long deadlineNs = nanoClock.nanoTime()
                    + TimeUnit.MILLISECONDS.toNanos(config.timeouts().driverTimeoutMs());
            PendingRequest request = send.apply(deadlineNs);
            pending.add(request);
            return request.correlationId;
        } finally {
            lock.unlock();
        }
    }

    private <T> @Nullable T find(long id, LongFunction<@Nullable T> registered) {
        lock.lock();
        try {
            requireOpen();
            T found = registered.apply(id);
            if (found == null) {
                pending.check(id, nanoClock.nanoTime(), config.timeouts().driverTimeoutMs());
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Integer answer(long id) {
        lock.lock();
        try {
            requireOpen();
            return pending.check(id, nanoClock.nanoTime(), config.timeouts().driverTimeoutMs());
        } finally {
            lock.unlock();
        }
    }

    private void abandon(long id) {
        lock.lock();
        try {
            pending.abandon(id);
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (isClosed) {
            BusException cause = closeCause;
            throw new BusException(
                    cause == null ? "the client is closed" : "the client has closed itself: " + cause.getMessage(),
                    cause);
        }
    }

    private void requireNotInListener() {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "a listener of the client must not call what waits for the driver: the answer"
                            + " could not be read meanwhile; use the asynchronous request, or another thread");
        }
    }
}
