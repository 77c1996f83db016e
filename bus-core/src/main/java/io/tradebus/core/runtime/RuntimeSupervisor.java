package io.tradebus.core.runtime;

import io.tradebus.core.BusException;
import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.DriverLoss;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.request.Requester;
import io.tradebus.core.client.response.RequestRoute;
import io.tradebus.core.client.response.RequestTimeouts;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.files.StorageCheck;
import io.tradebus.core.idle.Wakeups;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * Looks after a runtime: tells the observer how the driver comes and goes, and has everybody go on.
 *
 * <p>The client attaches to the next driver by itself; here is what it cannot do. What the next driver has refused is asked
 * for again, the observer is told, and what watches publishers and listeners has its turn. When no driver can come back,
 * because it was in this process or because the client is not to reconnect, all of it is given up. Opening, asking again
 * and giving up exclude each other by one lock; offers, polls and {@link #close} never take it.
 */
final class RuntimeSupervisor implements ListenerOwner, AutoCloseable {
    private final @Nullable Driver driver;
    private final ClientConfig config;
    private final RuntimeSettings settings;
    private final RuntimeObserver observer;
    private final RuntimeClocks clocks;
    private final Wakeups wakeups;
    private final PublisherRegistry publishers;
    private final ListenerRegistry listeners;
    private final RequesterRegistry requesters;
    private final Renewal renewal;
    private final SupervisionPace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "bus-supervisor");
    private final boolean isInvoked;

    private volatile @Nullable DriverConnection connection;
    private volatile boolean isEnded;
    private volatile boolean isClosed;
    // For the supervising thread, and after its end for the one that closes.
    private RuntimeObserver.@Nullable DriverLink link;
    private boolean isDriverThere;
    private boolean isBusy;
    private int losses;
    private long lostNs;

    RuntimeSupervisor(
            @Nullable Driver driver,
            ClientConfig config,
            RuntimeSettings settings,
            RuntimeObserver observer,
            RuntimeClocks clocks) {
        this.driver = driver;
        this.config = config;
        this.settings = settings;
        this.observer = observer;
        this.clocks = clocks;
        this.wakeups = driver == null ? new Wakeups() : driver.wakeups();
        this.publishers = new PublisherRegistry(observer);
        this.listeners = new ListenerRegistry(() -> attached().client().clientId());
        this.requesters = new RequesterRegistry(observer);
        this.renewal = new Renewal(publishers, listeners, observer);
        this.pace = new SupervisionPace(settings.interval().toNanos());
        this.isInvoked = config.useInvoker();
        thread.setDaemon(true);
    }

    /** Connects for the first time, and waits for an external driver no longer than {@code startTimeout}. */
    void start(Duration startTimeout) {
        long startNs = clocks.nano().nanoTime();
        if (driver == null) {
            AwaitedDriver.await(config, clocks, startTimeout);
        }
        connection = DriverConnection.open(config, invokedDriver(), observer, clocks, wakeups, this::onStirred);
        onDriverThere(startNs);
        if (!isInvoked) {
            thread.start();
        }
    }

    // ---- what the runtime offers. Closing waits for nobody who opens: what was opened meanwhile it may not have seen.

    BusPublisher publisher(StreamDefinition stream) {
        lock.lock();
        try {
            StreamPublisher found = publishers.find(stream);
            if (found != null) {
                return found;
            }
            StreamPublisher publisher = new StreamPublisher(
                    stream,
                    connection(),
                    clocks,
                    listeners,
                    observer,
                    settings.backPressureEventAfter().toMillis());
            publishers.add(publisher);
            onStirred();
            if (isClosed) {
                publisher.close();
                throw closed();
            }
            return publisher;
        } finally {
            lock.unlock();
        }
    }

    ListenerAgent listener(ListenerDefinition definition, Supplier<ListenerWork> work) {
        lock.lock();
        try {
            listeners.requireFree(definition.id());
            PollingListener listener = new PollingListener(definition, work, observer, clocks, this);
            try {
                listener.attachment().subscribe(connection());
            } catch (RuntimeException e) {
                listener.close();
                throw e;
            }
            listeners.add(listener);
            onStirred();
            if (isClosed) {
                listener.close();
                throw closed();
            }
            return listener;
        } finally {
            lock.unlock();
        }
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("the runtime is closed");
    }

    Requester requester(StreamDefinition stream, RequestRoute route, int maxInFlight) {
        Requester requester =
                new Requester(this::clientIfOpen, route, RequestTimeouts.DEFAULT, maxInFlight, clocks.nano(), wakeups);
        requesters.add(stream, requester, maxInFlight);
        onStirred();
        return requester;
    }

    List<RequesterView> requesters() {
        return requesters.views();
    }

    @Override
    public void subscribe(PollingListener listener) {
        lock.lock();
        try {
            listener.attachment().subscribe(connection());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Wakeups wakeups() {
        return wakeups;
    }

    @Override
    public void onListenerClosed(PollingListener listener) {
        listeners.remove(listener);
    }

    List<PublicationView> publications() {
        return publishers.views();
    }

    List<ListenerAgent> listeners() {
        return listeners.all();
    }

    /**
     * Where things are opened.
     *
     * @throws IllegalStateException if the runtime is closed
     * @throws DriverUnavailableException if the driver is gone for good
     */
    DriverConnection connection() {
        if (isClosed) {
            throw closed();
        } else if (isEnded) {
            throw new DriverUnavailableException(
                    "the driver is gone",
                    config.directory(),
                    DriverUnavailableException.NO_HEARTBEAT,
                    "restart the application");
        }
        return attached();
    }

    DriverView view() {
        return attached().view();
    }

    private DriverConnection attached() {
        DriverConnection current = connection;
        if (current == null) {
            throw new IllegalStateException("the runtime was never connected to a driver");
        }
        return current;
    }

    /** The client, or null before the first connection and after the end. */
    private @Nullable Client clientIfOpen() {
        DriverConnection current = connection;
        return current == null || isClosed || isEnded ? null : current.client();
    }

    boolean isDriverActive() {
        DriverConnection current = connection;
        return current != null && !isEnded && current.isActive(clocks.epoch().time());
    }

    /** Whether it goes on by itself when its driver was lost and is back. */
    boolean reconnects() {
        return driver == null && config.reconnect();
    }

    DriverStatus driverStatus() {
        DriverView view = view();
        CountersReader counters = view.counters();
        return new DriverStatus(
                driver != null,
                config.directory(),
                isDriverActive(),
                view.heartbeatAgeMs(clocks.epoch().time()),
                view.pid(),
                view.startedMs(),
                counters.getCounterValue(SystemCounter.BYTES_MAPPED.id()),
                usableBytes(),
                counters.getCounterValue(SystemCounter.ERRORS.id()));
    }

    boolean isInvoked() {
        return isInvoked;
    }

    boolean isClosed() {
        return isClosed;
    }

    int doWork() {
        if (!isInvoked) {
            throw new IllegalStateException("driver and client run on threads of their own; only threading mode INVOKER"
                    + " is driven by the application");
        }
        int work = attached().doWork();
        tick();
        return work;
    }

    // ---- supervision

    private void run() {
        while (!isClosed) {
            LockSupport.parkNanos(pace.pauseNs(isDriverThere && !isBusy));
            try {
                tick();
            } catch (RuntimeException | Error e) {
                report(e);
            }
        }
    }

    @Override
    public void onStirred() {
        if (pace.onStirred()) {
            LockSupport.unpark(thread);
        }
    }

    /** An observer that fails here must not end the supervision. */
    private void report(Throwable failure) {
        try {
            observer.onError(failure);
        } catch (RuntimeException | Error second) {
            failure.addSuppressed(second);
            System.getLogger("bus.driver")
                    .log(
                            System.Logger.Level.ERROR,
                            "the observer of the runtime failed when it was told of an error",
                            failure);
        }
    }

    private void tick() {
        DriverConnection current = attached();
        long nowMs = clocks.epoch().time();
        tellLosses(current);
        if (!isEnded) {
            BusException end = endOf(current);
            if (end != null) {
                onEnd(end);
            } else if (!isDriverThere && current.client().isAttached()) {
                onDriverBack(current);
            }
        }
        renewal.tellFailures(current);
        boolean isRenewing = renewal.hasWork();
        if (isDriverThere && current.client().isAttached() && isRenewing) {
            renew(current, nowMs);
        }
        current.onTick(clocks.nano().nanoTime());
        boolean isPressed = publishers.onTick(nowMs, isDriverThere);
        isBusy = isRenewing || isPressed;
        listeners.onTick(nowMs);
        requesters.onTick();
    }

    /** Who opens something holds the lock for as long as the driver takes: there is another turn. */
    private void renew(DriverConnection current, long nowMs) {
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (!isClosed) {
                renewal.renew(current, nowMs);
            }
        } finally {
            lock.unlock();
        }
    }

    private void tellLosses(DriverConnection current) {
        for (DriverLoss loss = current.nextLoss(); loss != null; loss = current.nextLoss()) {
            isDriverThere = false;
            losses++;
            lostNs = clocks.nano().nanoTime();
            RuntimeObserver.DriverLink was = link;
            if (was != null) {
                observer.onDriverLost(was, loss.cause(), publishers.lossesOf(loss, this::exchangeOf), true);
            }
        }
    }

    /** What a publication of a requester or a responder carries; null for any other. */
    private @Nullable String exchangeOf(Publication publication) {
        String requests = requesters.streamOf(publication);
        return requests == null ? listeners.repliesBy(publication) : requests;
    }

    /** Why no driver can come back; null as long as it can. */
    private @Nullable BusException endOf(DriverConnection current) {
        if (driver != null && !driver.isRunning()) {
            return new DriverUnavailableException(
                    "the driver in this process has ended",
                    config.directory(),
                    DriverUnavailableException.NO_HEARTBEAT,
                    "look at its error log and restart the application");
        }
        return current.closeCause();
    }

    /** Without the driver of this process publishers stay unconnected; who wanted no return finds all of it closed. */
    private void onEnd(BusException cause) {
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            isEnded = true;
            isDriverThere = false;
            quietly(driver == null ? publishers::close : publishers::letGo);
            quietly(driver == null ? listeners::close : listeners::letGo);
        } finally {
            lock.unlock();
        }
        RuntimeObserver.DriverLink was = link;
        if (was != null) {
            observer.onDriverLost(was, cause, List.of(), false);
        }
    }

    private void onDriverBack(DriverConnection current) {
        try {
            current.renewView(clocks.nano().nanoTime());
        } catch (DriverUnavailableException e) {
            // It went away again, as the client will notice.
            return;
        }
        onDriverThere(lostNs);
    }

    private void onDriverThere(long sinceNs) {
        DriverView view = view();
        RuntimeObserver.DriverLink now = new RuntimeObserver.DriverLink(
                driver != null,
                config.directory(),
                view.pid(),
                view.startedMs(),
                Duration.ofNanos(clocks.nano().nanoTime() - sinceNs),
                losses);
        link = now;
        isDriverThere = true;
        observer.onDriverConnected(now);
    }

    private void quietly(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            report(e);
        }
    }

    private long usableBytes() {
        try {
            return StorageCheck.usableBytes(config.directory());
        } catch (IOException e) {
            return -1;
        }
    }

    private @Nullable Driver invokedDriver() {
        Driver embedded = driver;
        return embedded != null && embedded.config().threading().mode() == ThreadingMode.INVOKER ? embedded : null;
    }

    // ---- the end

    @Override
    public void close() {
        if (!isClosing.compareAndSet(false, true)) {
            return;
        }
        isClosed = true;
        LockSupport.unpark(thread);
        var handlers = new LastHandlers(listeners, this::report);
        Duration limit = settings.closeTimeout();
        // What closes is a thread, which takes the system's time.
        new BoundedClose(limit, SystemNanoClock.INSTANCE)
                .step("supervision", this::joinThread)
                .step("publishers", publishers::close)
                .step("listeners", listeners::close)
                .step("handlers of listeners", () -> handlers.await(limit.dividedBy(2)))
                .step("client", () -> closeConnection(handlers))
                .step("driver", this::closeDriver)
                .step("handlers of listeners", handlers::requireReturned)
                .run();
        RuntimeObserver.DriverLink was = link;
        if (was != null) {
            observer.onDriverReleased(was);
        }
    }

    private void joinThread() throws InterruptedException {
        if (thread.isAlive() && !thread.equals(Thread.currentThread())) {
            thread.join(settings.closeTimeout().toMillis());
        }
    }

    /** A loss that was not told yet is told now: nobody could know of it later. */
    private void closeConnection(LastHandlers handlers) {
        DriverConnection current = connection;
        if (current != null) {
            handlers.close(current);
            tellLosses(current);
        }
    }

    private void closeDriver() {
        if (driver != null) {
            driver.close();
        }
    }
}
