package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.idle.AdaptiveWait;
import io.tradebus.core.idle.Sleep;
import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.idle.Wakeups;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.ErrorHandler;
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
final class ClientConductor implements Agent, ErrorHandler {
    static final long SERVICE_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(16);

    /** For ever, since {@link #release} unmaps everything. */
    private static final long UNTIL_RELEASE_NS = Long.MAX_VALUE / 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final PendingRequests pending = new PendingRequests();
    private final ClientConfig config;
    private final ClientListener listener;
    private final NanoClock nanoClock;
    private final Wakeups wakeups;
    private final Sleeper sleeper = new Sleeper(Sleep.PARK, Sleeper.NOT_STRETCHED);
    private final String roleName;
    private final ClientResources resources;
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
        this(config, listener, link, nanoClock, epochClock, new Wakeups());
    }

    /** @param wakeups by which it wakes its driver, if that lives in this process, and those who read what is published */
    ClientConductor(
            ClientConfig config,
            ClientListener listener,
            DriverLink link,
            NanoClock nanoClock,
            EpochClock epochClock,
            Wakeups wakeups) {
        this.config = config;
        this.listener = listener;
        this.nanoClock = nanoClock;
        this.wakeups = wakeups;
        lastServiceNs = nanoClock.nanoTime();
        Attachment attachment = new Attachment(config, link, epochClock, lastServiceNs, wakeups);
        roleName = "bus-client-" + attachment.clientId();
        resources = new ClientResources(this, listener, nanoClock, wakeups);
        registrations = new Registrations(resources);
        reconnection = new Reconnection(config, listener, resources, registrations, pending, attachment, epochClock);
        AddedResources added = new AddedResources(pending, registrations, reconnection);
        events = new DriverEvents(this, added, pending, registrations, listener);
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

    /**
     * Nanoseconds for which its thread may sleep. Where the driver wakes it, that is until the next sign of life, unless
     * something is under way. Allocates nothing.
     */
    long idleNs() {
        long idleNs = config.timeouts().idleSleepNs();
        if (idleNs == 0 || !wakeups.isDriverHere() || !lock.tryLock()) {
            return idleNs;
        }
        try {
            return isQuiet() ? Math.max(idleNs, quietNs(nanoClock.nanoTime())) : idleNs;
        } finally {
            lock.unlock();
        }
    }

    private boolean isQuiet() {
        return !isClosed && reconnection.isSettled() && !attachment().logs().hasUnused();
    }

    private long quietNs(long nowNs) {
        return Math.min(attachment().liveness().quietNs(nowNs), AdaptiveWait.LONGEST_NS);
    }

    /** Has its thread woken by a driver of this process. Undone by what is returned. */
    Runnable listenToDriver() {
        return Wakeups.listen(wakeups.clients(), sleeper);
    }

    /** Where the thread sleeps that runs it. */
    Sleeper sleeper() {
        return sleeper;
    }

    ReentrantLock lock() {
        return lock;
    }

    /** What the application may ask. */
    ClientRequests requests() {
        return requests;
    }

    /** What the client has; under the lock. */
    Registrations registrations() {
        return registrations;
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

    /**
     * Closes all that the client has; nothing is unmapped for that before {@link #release}. Closing again has no effect.
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
                closeEverything(null, UNTIL_RELEASE_NS);
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

    /** Something of the application has thrown. */
    @Override
    public void onError(Throwable error) {
        resources.onHandlerError(error);
    }

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
        // Its thread looks for another driver, whoever has found out.
        sleeper.wake();
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
            onError(error);
        }
        closeListeners.tellAll(resources::onHandlerError);
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
