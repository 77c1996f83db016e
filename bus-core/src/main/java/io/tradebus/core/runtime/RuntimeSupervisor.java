package io.tradebus.core.runtime;

import io.tradebus.core.BusException;
import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.client.Client;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.DriverSighting;
import io.tradebus.core.files.StorageCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a runtime connected to its driver.
 *
 * <p>Two states: there is a connection, or there is none. In the first each tick asks whether it is of use still; if not,
 * publishers and listeners lose their publications and subscriptions and the observer is told. In the second, for an
 * external driver, each tick asks whether there is one alive, and then gives all of them new ones. Connecting, losing,
 * opening and closing exclude each other by one lock; offers and polls never take it.
 */
final class RuntimeSupervisor implements ListenerOwner, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("bus.driver");
    private static final long DIRECTORY_PAUSE_NS = 2_000_000;

    /** A connection that was lost, and when. */
    private record Retired(DriverConnection connection, long sinceNs) {}

    private final @Nullable Driver driver;
    private final ClientConfig config;
    private final RuntimeSettings settings;
    private final RuntimeObserver observer;
    private final RuntimeClocks clocks;
    private final PublisherRegistry publishers;
    private final ListenerRegistry listeners = new ListenerRegistry();
    private final Object lock = new Object();
    private final Thread thread = new Thread(this::run, "bus-supervisor");
    private final boolean isInvoked;

    private volatile @Nullable DriverConnection connection;
    private volatile @Nullable DriverView lastView;
    private volatile boolean isClosed;
    private RuntimeObserver.@Nullable DriverLink link;
    // Under the lock when one is added; for the supervising thread, and after its end for the one that closes.
    private final Queue<Retired> retired = new ConcurrentLinkedQueue<>();
    private int losses;
    private @Nullable String lastReconnectProblem;

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
        this.publishers = new PublisherRegistry(observer);
        this.isInvoked = config.useInvoker();
        thread.setDaemon(true);
    }

    /** Connects for the first time, and waits for an external driver no longer than {@code startTimeout}. */
    void start(Duration startTimeout) {
        long startNs = clocks.nano().nanoTime();
        if (driver == null) {
            awaitDriver(startTimeout);
        }
        synchronized (lock) {
            connect(startNs);
        }
        if (!isInvoked) {
            thread.start();
        }
    }

    // ---- what the runtime offers

    BusPublisher publisher(StreamDefinition stream) {
        synchronized (lock) {
            StreamPublisher found = publishers.find(stream);
            if (found != null) {
                return found;
            }
            DriverConnection current = connection();
            StreamPublisher publisher = new StreamPublisher(
                    stream,
                    clocks,
                    listeners,
                    observer,
                    settings.backPressureEventAfter().toMillis());
            publishers.open(publisher, current);
            publishers.add(publisher);
            return publisher;
        }
    }

    ListenerAgent listener(ListenerDefinition definition, Supplier<ListenerWork> work) {
        synchronized (lock) {
            listeners.requireFree(definition.id());
            PollingListener listener = new PollingListener(definition, work, observer, clocks, this);
            try {
                listener.subscribe(connection());
            } catch (RuntimeException e) {
                listener.close();
                throw e;
            }
            listeners.add(listener);
            return listener;
        }
    }

    @Override
    public void subscribe(PollingListener listener) {
        synchronized (lock) {
            listener.subscribe(connection());
        }
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

    DriverConnection connection() {
        DriverConnection current = connection;
        if (isClosed) {
            throw new IllegalStateException("the runtime is closed");
        } else if (current == null) {
            throw new DriverUnavailableException(
                    "the driver is away",
                    config.directory(),
                    DriverUnavailableException.NO_HEARTBEAT,
                    driver == null ? "start it again" : "restart the application");
        }
        return current;
    }

    /** The client that is connected now, or null while the driver is away and after the end. */
    @Nullable Client clientIfConnected() {
        DriverConnection current = connection;
        return current == null || isClosed ? null : current.client();
    }

    DriverView view() {
        DriverView view = lastView;
        if (view == null) {
            throw new IllegalStateException("the runtime was never connected to a driver");
        }
        return view;
    }

    boolean isDriverActive() {
        DriverConnection current = connection;
        return current != null && current.isActive(clocks.epoch().time());
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
        DriverConnection current = connection;
        int work = current == null ? 0 : current.doWork();
        tick();
        return work;
    }

    // ---- supervision

    private void run() {
        while (!isClosed) {
            LockSupport.parkNanos(settings.interval().toNanos());
            try {
                tick();
            } catch (RuntimeException | Error e) {
                report(e);
            }
        }
    }

    /** An observer that fails here must not end the supervision. */
    private void report(Throwable failure) {
        try {
            observer.onError(failure);
        } catch (RuntimeException | Error second) {
            failure.addSuppressed(second);
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the observer of the runtime failed when it was told of an error",
                    failure);
        }
    }

    private void tick() {
        long nowMs = clocks.epoch().time();
        DriverConnection current = connection;
        if (current != null) {
            BusException cause = isEmbeddedEnded() ? embeddedEnded() : current.loss(nowMs);
            if (cause != null) {
                onLost(current, cause);
            }
        } else if (driver == null && isDriverThere(nowMs)) {
            reconnect();
        }
        closeRetired();
        publishers.onTick(nowMs);
        listeners.onTick(nowMs);
    }

    private boolean isEmbeddedEnded() {
        return driver != null && !driver.isRunning();
    }

    private BusException embeddedEnded() {
        return new DriverUnavailableException(
                "the driver in this process has ended",
                config.directory(),
                DriverUnavailableException.NO_HEARTBEAT,
                "look at its error log and restart the application");
    }

    private boolean isDriverThere(long nowMs) {
        return new DriverDirectory(config.directory())
                .look(nowMs, config.timeouts().driverTimeoutMs())
                .isActive();
    }

    private void onLost(DriverConnection lost, BusException cause) {
        synchronized (lock) {
            if (isClosed || connection != lost) {
                return;
            }
            connection = null;
            losses++;
            retired.add(new Retired(lost, clocks.nano().nanoTime()));
            quietly(publishers::disconnect);
            quietly(listeners::disconnect);
        }
        RuntimeObserver.DriverLink was = link;
        if (was != null) {
            observer.onDriverLost(was, cause, driver == null);
        }
    }

    /** Unmaps what a lost connection had once nobody can be in the middle of an offer or a handler any more. */
    private void closeRetired() {
        Retired oldest = retired.peek();
        if (oldest != null
                && clocks.nano().nanoTime() - oldest.sinceNs
                        >= config.timeouts().resourceLingerNs()) {
            retired.remove();
            quietly(oldest.connection::close);
        }
    }

    private void reconnect() {
        synchronized (lock) {
            if (isClosed || connection != null) {
                return;
            }
            try {
                connect(clocks.nano().nanoTime());
                lastReconnectProblem = null;
            } catch (RuntimeException e) {
                onReconnectFailed(e);
            }
        }
    }

    private void connect(long startNs) {
        DriverConnection opened = DriverConnection.open(config, invokedDriver(), observer);
        try {
            lastView = opened.view();
            connection = opened;
            link = new RuntimeObserver.DriverLink(
                    driver != null,
                    config.directory(),
                    opened.view().pid(),
                    opened.view().startedMs(),
                    Duration.ofNanos(clocks.nano().nanoTime() - startNs),
                    losses);
            observer.onDriverConnected(link);
            listeners.resubscribe(opened);
            publishers.reopen(opened);
        } catch (RuntimeException e) {
            connection = null;
            publishers.disconnect();
            opened.close();
            throw e;
        }
    }

    private void onReconnectFailed(RuntimeException failure) {
        String problem = String.valueOf(failure.getMessage());
        if (!problem.equals(lastReconnectProblem)) {
            lastReconnectProblem = problem;
            observer.onWarning("cannot connect to the driver in " + config.directory() + " yet: " + problem);
        }
    }

    private void awaitDriver(Duration timeout) {
        DriverDirectory directory = new DriverDirectory(config.directory());
        long driverTimeoutMs = config.timeouts().driverTimeoutMs();
        long deadlineNs = clocks.nano().nanoTime() + timeout.toNanos();
        DriverSighting sighting = directory.look(clocks.epoch().time(), driverTimeoutMs);
        while (!sighting.isActive()) {
            if (clocks.nano().nanoTime() - deadlineNs >= 0
                    || Thread.currentThread().isInterrupted()) {
                throw new DriverUnavailableException(
                        problemOf(sighting) + "; waited " + timeout.toMillis() + " ms",
                        config.directory(),
                        sighting.heartbeatAgeMs(),
                        "start a driver there, set bus.driver.directory to where it is (a driver that runs alone: aeron.dir"
                                + " or AERON_DIR), or use bus.driver.mode=embedded");
            }
            LockSupport.parkNanos(DIRECTORY_PAUSE_NS);
            sighting = directory.look(clocks.epoch().time(), driverTimeoutMs);
        }
    }

    private void quietly(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            report(e);
        }
    }

    private static String problemOf(DriverSighting sighting) {
        return switch (sighting.state()) {
            case ABSENT -> "no driver is running";
            case STARTING -> "a driver was starting but is not ready";
            case ACTIVE -> "the driver is running";
            case DEAD -> "the driver (process " + sighting.pid() + ") does not answer any more";
            case STOPPED -> "the driver (process " + sighting.pid() + ") has stopped";
            case UNREADABLE -> "the driver's control file cannot be read: another version, or damaged";
        };
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
        synchronized (lock) {
            if (isClosed) {
                return;
            }
            isClosed = true;
        }
        LockSupport.unpark(thread);
        new BoundedClose(settings.closeTimeout(), clocks.nano())
                .step("supervision", this::joinThread)
                .step("publishers", publishers::close)
                .step("listeners", listeners::close)
                .step("client", this::closeConnection)
                .step("driver", this::closeDriver)
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

    private void closeConnection() {
        DriverConnection current = connection;
        connection = null;
        if (current != null) {
            current.close();
        }
        for (Retired lost = retired.poll(); lost != null; lost = retired.poll()) {
            lost.connection.close();
        }
    }

    private void closeDriver() {
        if (driver != null) {
            driver.close();
        }
    }
}
