package io.tradebus.core.runtime;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.BusException;
import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.JvmAccess;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.ImageListener;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.client.request.Requester;
import io.tradebus.core.client.response.RequestRoute;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.driver.DriverAssembly;
import io.tradebus.core.driver.DriverObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * A driver and a client, as an application uses them: from here come publishers and listeners.
 *
 * <p>The driver runs in this process, or it is found in its directory. An external driver may go away and come back: the
 * runtime then goes on with it, and with it publishers and listeners, and tells its {@link RuntimeObserver}. If
 * {@link ClientConfig#reconnect} is off, the loss of the driver closes all of them instead. All methods may be called by any
 * thread. A runtime is used once; after {@link #close} another one is made.
 *
 * <p>With {@link ThreadingMode#INVOKER} nothing runs by itself: the application calls {@link #doWork()}.
 */
public final class BusRuntime implements AutoCloseable {
    private final @Nullable Driver driver;
    private final ClientConfig clientConfig;
    private final RuntimeSupervisor supervisor;

    private BusRuntime(
            @Nullable Driver driver,
            ClientConfig client,
            RuntimeSettings settings,
            RuntimeObserver observer,
            RuntimeClocks clocks) {
        this.driver = driver;
        this.clientConfig = client;
        this.supervisor = new RuntimeSupervisor(driver, client, settings, observer, clocks);
    }

    /** Starts a driver in this process and connects to it, with settings as usual. */
    public static BusRuntime embedded(DriverConfig driver, ClientConfig client, RuntimeObserver observer) {
        return embedded(driver, client, List.of(), RuntimeSettings.DEFAULT, observer);
    }

    /**
     * Starts a driver in this process and connects to it.
     *
     * @param client its directory is not used: the driver's is; nor whether it reconnects
     * @param expected streams the application will publish; if the driver's storage checks are on, there must be room
     *     for their logs
     * @throws BusConfigurationException if this JVM does not export what the buffers need
     * @throws io.tradebus.core.StorageException if there is not enough space
     * @throws io.tradebus.core.ActiveDriverException if another driver is alive in the directory
     */
    public static BusRuntime embedded(
            DriverConfig driver,
            ClientConfig client,
            Collection<StreamDefinition> expected,
            RuntimeSettings settings,
            RuntimeObserver observer) {
        return embedded(driver, client, expected, settings, observer, RuntimeWorld.SYSTEM);
    }

    /**
     * Starts a driver in this process and connects to it, in a world that a test makes: clocks that it turns are for {@link
     * ThreadingMode#INVOKER}, since threads would not wait for them. Fails as {@link #embedded(DriverConfig, ClientConfig, Collection,
     * RuntimeSettings, RuntimeObserver)} does.
     */
    public static BusRuntime embedded(
            DriverConfig driver,
            ClientConfig client,
            Collection<StreamDefinition> expected,
            RuntimeSettings settings,
            RuntimeObserver observer,
            RuntimeWorld world) {
        JvmAccess.require();
        if (driver.storage().performChecks()) {
            StorageNeed.of(driver, expected).require();
        }
        boolean isInvoked = driver.threading().mode() == ThreadingMode.INVOKER;
        // The driver may live and have given the client up all the same, as after a long pause of the process.
        ClientConfig own = client.withDirectory(driver.directory())
                .withUseInvoker(isInvoked || client.useInvoker())
                .withReconnect(true);
        Driver started = start(driver, new DriverWarnings(observer), world);
        BusRuntime runtime = new BusRuntime(started, own, settings, observer, world.clocks());
        return runtime.connected(Duration.ZERO);
    }

    /** Connects to a driver outside this process, with settings as usual. */
    public static BusRuntime external(ClientConfig client, Duration startTimeout, RuntimeObserver observer) {
        return external(client, startTimeout, RuntimeSettings.DEFAULT, observer);
    }

    /**
     * Connects to a driver outside this process.
     *
     * @param startTimeout how long to wait for it to appear
     * @throws BusConfigurationException if this JVM does not export what the buffers need
     * @throws DriverUnavailableException if there is none by then
     */
    public static BusRuntime external(
            ClientConfig client, Duration startTimeout, RuntimeSettings settings, RuntimeObserver observer) {
        JvmAccess.require();
        BusRuntime runtime = new BusRuntime(null, client, settings, observer, RuntimeClocks.SYSTEM);
        return runtime.connected(startTimeout);
    }

    private static Driver start(DriverConfig config, DriverObserver observer, RuntimeWorld world) {
        RuntimeClocks clocks = world.clocks();
        DriverAssembly assembly = new DriverAssembly(config).observer(observer);
        // The driver's own clocks are finer than the ones here.
        DriverAssembly timed = clocks.areOfSystem() ? assembly : assembly.clocks(clocks.nano(), clocks.epoch());
        return world.driver().apply(timed).start();
    }

    private BusRuntime connected(Duration startTimeout) {
        try {
            supervisor.start(startTimeout);
            return this;
        } catch (RuntimeException | Error e) {
            try {
                close();
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /**
     * The publisher of a stream, opened when it is asked for the first time; waits for the driver then.
     *
     * @throws BusConfigurationException if there is a publisher of that name with another definition
     * @throws DriverUnavailableException if the driver is away
     * @throws io.tradebus.core.RegistrationException if the driver refuses the channel
     */
    public BusPublisher publisher(StreamDefinition stream) {
        return supervisor.publisher(stream);
    }

    /** The publishers opened so far, as seen by those who watch. */
    public List<PublicationView> publications() {
        return supervisor.publications();
    }

    /**
     * Subscribes to the streams of a listener; waits for the driver. Whoever asks runs its duty cycle.
     *
     * @param handler takes the messages, on the thread that runs the duty cycle
     * @param failures decides about messages that cannot be handled, on the same thread
     * @throws BusConfigurationException if there is a listener of that id
     */
    public ListenerAgent listener(ListenerDefinition listener, MessageHandler handler, FailureHandler failures) {
        if (listener.concurrency() > 1) {
            throw new BusConfigurationException("listener '" + listener.id() + "' has " + listener.concurrency()
                    + " agents, which must not share one handler");
        }
        return listener(listener, () -> new ListenerWork(handler, failures));
    }

    /**
     * Subscribes to the streams of a listener; waits for the driver. Whoever asks runs its {@link ListenerAgent#workers()}.
     *
     * @param work asked once for each agent of the listener
     * @throws BusConfigurationException if there is a listener of that id
     */
    public ListenerAgent listener(ListenerDefinition listener, Supplier<ListenerWork> work) {
        return supervisor.listener(listener, work);
    }

    /** The listeners that are not closed. */
    public List<ListenerAgent> listeners() {
        return supervisor.listeners();
    }

    /**
     * A requester that sends to a stream of requests. Whoever asks for it polls it, and closes it before the runtime. It
     * connects again after a loss of the driver.
     *
     * @param maxInFlight most requests at a time
     * @throws BusConfigurationException if the stream has no address for replies
     */
    public Requester requester(StreamDefinition stream, int maxInFlight) {
        ReplyAddress replies = stream.replies();
        if (replies == null) {
            throw new BusConfigurationException("stream '" + stream.name() + "' " + stream.address()
                    + " is not one of requests: it has no address for replies");
        }
        var route = new RequestRoute(
                stream.channel(), stream.streamId(), replies.subscriptionChannel(), replies.streamId());
        return supervisor.requester(stream, route, maxInFlight);
    }

    /** The requesters that are not closed, as seen by those who watch. */
    public List<RequesterView> requesters() {
        return supervisor.requesters();
    }

    /**
     * Subscribes without a listener, for tests and tools: the caller polls and closes.
     *
     * @throws DriverUnavailableException if the driver is away
     */
    public Subscription subscribe(StreamDefinition stream, ImageListener available) {
        return supervisor.connection().subscribe(stream, available);
    }

    /**
     * The client, always the same; what is asked of it fails while the driver is away.
     *
     * @throws DriverUnavailableException if the driver is gone for good
     */
    public Client client() {
        return supervisor.connection().client();
    }

    /** The driver in this process; null when it is external. */
    public @Nullable Driver driver() {
        return driver;
    }

    public Path directory() {
        return clientConfig.directory();
    }

    /**
     * The driver's counters; still readable, as they were, when it is away, and some seconds longer than that once another
     * driver is there.
     */
    public CountersReader counters() {
        return supervisor.view().counters();
    }

    /** The distinct errors the driver has recorded, oldest first; still readable, as they were, when it is away. */
    public List<DriverError> errors() {
        return supervisor.view().errors();
    }

    /** What the driver's receivers lost on their way, also of sessions that have ended. Reads a file. */
    public List<StreamLoss> losses() {
        return StreamLoss.read(directory());
    }

    /**
     * Whether the runtime goes on by itself when its driver was lost and is back: an external one, unless the client is
     * configured not to reconnect.
     */
    public boolean reconnects() {
        return supervisor.reconnects();
    }

    /** Whether the driver is connected and gave a sign of life within the driver timeout. */
    public boolean isDriverActive() {
        return supervisor.isDriverActive();
    }

    /** How the driver is doing. */
    public DriverStatus driverStatus() {
        return supervisor.driverStatus();
    }

    /** Whether nothing runs by itself and the application has to call {@link #doWork()}. */
    public boolean isInvoked() {
        return supervisor.isInvoked();
    }

    /**
     * Runs the driver, the client and the supervision once, on the caller's thread. One thread may do so; another one that
     * opens or attaches something meanwhile takes turns with it.
     *
     * @return how much was done; 0 when there was nothing to do, or another thread was at it
     * @throws IllegalStateException if they have threads of their own
     */
    public int doWork() {
        return supervisor.doWork();
    }

    public boolean isClosed() {
        return supervisor.isClosed();
    }

    /**
     * Closes publishers, listeners, the client and an embedded driver, in this order, in bounded time. Handlers that run are
     * waited for, up to half of that time; what one reads that has not returned stays in memory until it does. A handler may
     * close its own runtime. Closing again has no effect.
     *
     * @throws BusException with the first failure, after everything else was closed
     */
    @Override
    public void close() {
        supervisor.close();
    }

    /** Passes on what the driver in this process warns of, on the driver's threads. */
    private record DriverWarnings(RuntimeObserver observer) implements DriverObserver {
        @Override
        public void onWarning(String text) {
            observer.onWarning(text);
        }
    }
}
