package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.counters.ChannelCounter;
import io.tradebus.core.counters.ChannelStatus;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochClock;
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
    private final String roleName;
    private final Registrations registrations;
    private final DriverEvents events;
    private final Reconnection reconnection;
    private final ClientRequests requests;
    private final CloseListeners closeListeners = new CloseListeners();
    private volatile boolean isClosed;
    private boolean isReleased;
    private @Nullable BusException closeCause;
    private long lastServiceNs;

    ClientConductor(
            ClientConfig config, ClientListener listener, DriverLink link, NanoClock nanoClock, EpochClock epochClock) {
        this.config = config;
        this.listener = listener;
        this.nanoClock = nanoClock;
        lastServiceNs = nanoClock.nanoTime();
        Attachment attachment = new Attachment(config, link, epochClock, lastServiceNs);
        roleName = "bus-client-" + attachment.clientId();
        registrations = new Registrations(this);
        events = new DriverEvents(this, pending, registrations, listener);
        reconnection = new Reconnection(config, listener, this, registrations, pending, attachment, epochClock);
        requests = new ClientRequests(this, config, pending, registrations, reconnection, nanoClock);
    }

    @Override
    public String roleName() {
        return roleName;
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

    ReentrantLock lock() {
        return lock;
    }

    /** What the application may ask. */
    ClientRequests requests() {
        return requests;
    }

    long clientId() {
        return attachment().clientId();
    }

    boolean isClosed() {
        return isClosed;
    }

    boolean isAttached() {
        return !isClosed && reconnection.isAttached();
    }

    Attachment attachment() {
        return reconnection.attachment();
    }

    CountersReader counters() {
        return attachment().link().counters();
    }

    // Closing. The application finds a thing closed before the driver hears of it.

    @Override
    public void onPublicationClosed(Publication publication, boolean revoke) {
        lock.lock();
        try {
            if (!publication.isClosed()) {
                long id = registrations.closePublication(
                        publication, nanoClock.nanoTime(), ClientConfig.EXPLICIT_CLOSE_LINGER_NS);
                if (id != Registration.DETACHED) {
                    registrations.awaitRemoval(publication, commands().removePublication(id, revoke));
                }
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
                long id = registrations.closeSubscription(
                        subscription, nanoClock.nanoTime(), ClientConfig.EXPLICIT_CLOSE_LINGER_NS);
                if (id != Registration.DETACHED) {
                    commands().removeSubscription(id);
                }
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
                long id = registrations.closeCounter(counter);
                if (id != Registration.DETACHED && !counter.isStatic()) {
                    commands().removeCounter(id);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long addDestination(Publication publication, String channel) {
        return requests.awaitDone(() -> requests.addDestination(publication, channel));
    }

    @Override
    public void removeDestination(Publication publication, String channel) {
        requests.awaitDone(() -> requests.removeDestination(publication, channel));
    }

    @Override
    public void removeDestination(Publication publication, long destinationId) {
        requests.awaitDone(() -> requests.removeDestination(publication, destinationId));
    }

    @Override
    public void addDestination(Subscription subscription, String channel) {
        requests.awaitDone(() -> requestDestination(subscription, channel));
    }

    @Override
    public void removeDestination(Subscription subscription, String channel) {
        requests.awaitDone(() -> requestRemoval(subscription, channel));
    }

    @Override
    public long requestDestination(Subscription subscription, String channel) {
        return requests.addDestination(subscription, channel);
    }

    @Override
    public long requestRemoval(Subscription subscription, String channel) {
        return requests.removeDestination(subscription, channel);
    }

    @Override
    public boolean isAnswered(long requestId) {
        return requests.isDone(requestId);
    }

    @Override
    public void rejectImage(Image image, String reason) {
        requests.rejectImage(image, reason);
    }

    @Override
    public long channelStatus(int counterId) {
        if (isAttached()) {
            return ChannelStatus.of(counters(), counterId);
        }
        return isClosed ? ChannelStatus.CLOSING : ChannelStatus.INITIALIZING;
    }

    @Override
    public List<String> localAddresses(int counterId) {
        boolean isKnown = isAttached() && counterId != ChannelStatus.NO_COUNTER_ID;
        return isKnown ? ChannelCounter.localAddresses(counters(), counterId) : List.of();
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
                reconnection.onClose(nanoClock.nanoTime());
                closeEverything(null, 0);
            }
            return wasOpen && reconnection.hasLogs();
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
                reconnection.release();
            }
        } finally {
            lock.unlock();
        }
    }

    // Called by the events of the driver, under the lock.

    void onClientTimeout(long timedOutClientId) {
        if (timedOutClientId == clientId()) {
            onLost(new BusException("the driver has given client " + timedOutClientId
                    + " up, since it saw no sign of life in time: the process was paused or overloaded"));
        }
    }

    void removeImage(Subscription subscription, long correlationId) {
        Image image = subscription.image(correlationId);
        if (image != null) {
            registrations.closeImage(
                    image, nanoClock.nanoTime(), config.timeouts().resourceLingerNs());
        }
    }

    /** The driver does not have the subscription any more. */
    void onSubscriptionTakenBack(Subscription subscription) {
        registrations.closeSubscription(
                subscription, nanoClock.nanoTime(), config.timeouts().resourceLingerNs());
    }

    /** Whether nobody waits any more for what the driver has added. */
    boolean isUnwanted(PendingRequest request) {
        Registration restored = request.restored;
        return request.isAbandoned || restored != null && registrations.of(restored.handle()) == null;
    }

    /** Gives back what the driver added though nobody can use it. */
    void removeUnwanted(PendingRequest request) {
        Restoration restoration = reconnection.restoration();
        // One that was given up is counted as failed already.
        if (request.restored != null && !request.isAbandoned && restoration != null) {
            restoration.onUnwanted();
        }
        switch (request.kind) {
            case PUBLICATION, EXCLUSIVE_PUBLICATION -> commands().removePublication(request.correlationId, false);
            case SUBSCRIPTION -> commands().removeSubscription(request.correlationId);
            case COUNTER -> commands().removeCounter(request.correlationId);
            case STATIC_COUNTER, NEXT_SESSION_ID, OPERATION -> {
                // Nothing that could be given back.
            }
        }
    }

    /** Something was added; what was added again goes on. */
    void onAdded(PendingRequest request) {
        Restoration restoration = reconnection.restoration();
        if (request.restored != null && restoration != null) {
            restoration.onRestored(request.restored);
        }
    }

    void onDestinationRestored() {
        Restoration restoration = reconnection.restoration();
        if (restoration != null) {
            restoration.onDestinationRestored();
        }
    }

    void onRestoreFailed(PendingRequest request, BusException cause) {
        Restoration restoration = reconnection.restoration();
        if (restoration != null) {
            restoration.onFailed(request, cause);
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
        if (nowNs - lastServiceNs > SERVICE_INTERVAL_NS) {
            lastServiceNs = nowNs;
            work += attachment().logs().unmapExpired(nowNs);
            if (!isClosed) {
                checkDriver(nowNs);
            }
            reconnection.onService(nowNs);
        }
        return isAttached() ? work + receiveEvent() : work;
    }

    private void checkDriver(long nowNs) {
        BusException problem =
                reconnection.isAttached() ? attachment().liveness().onService(nowNs) : null;
        if (problem != null) {
            onLost(problem);
        }
    }

    /** The client has no driver any more: it goes on without, or closes itself. */
    private void onLost(BusException cause) {
        if (config.reconnect()) {
            reconnection.lose(cause, nanoClock.nanoTime());
        } else {
            closeEverything(cause, config.timeouts().resourceLingerNs());
        }
    }

    int serviceLocked() {
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
            return attachment().link().receive(events);
        } catch (IllegalStateException lapped) {
            onLost(new BusException(
                    "the client could not keep up with the driver's events, some were overwritten before they were"
                            + " read: the process was paused or overloaded, or the client's invoker was not called",
                    lapped));
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

    private DriverCommands commands() {
        return attachment().commands();
    }

    void requireOpen() {
        if (isClosed) {
            BusException cause = closeCause;
            throw new BusException(
                    cause == null
                            ? "the client is closed"
                            : "the client has closed itself: " + cause.getMessage() + "; connect a new client",
                    cause);
        }
    }

    void requireNotInListener() {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "a listener of the client must not call what waits for the driver: the answer"
                            + " could not be read meanwhile; use the asynchronous request, or another thread");
        }
    }
}
