package io.tradebus.core.client;

import io.tradebus.core.BusException;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.format.control.CounterText;
import io.tradebus.core.idle.Wakeups;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * An application's connection to a driver: adds publications, subscriptions and counters.
 *
 * <p>May be used by any thread. What blocks waits for the driver's answer, at most the driver timeout of the
 * configuration; it must not be called by a listener of the client. Each has an asynchronous form, whose result is asked
 * for by {@code find…}.
 *
 * <p>A client is alive as long as its duty cycle runs, on a thread of its own or by {@link #invoker()}. When the driver
 * dies, or the client is held up for so long that the driver gives it up, the client waits for a driver to be there again,
 * attaches to it and adds all it has: publications, subscriptions and counters go on. Meanwhile publications answer
 * {@link Publication#NOT_CONNECTED}, and requests fail, those that wait for an answer included.
 * {@link ClientListener#onDriverLost} says what may not have been delivered, {@link ClientListener#onDriverBack} how things
 * go on. A client that is configured not to reconnect closes itself and all it has instead, and
 * {@link ClientListener#onClosed} says why.
 */
public final class Client implements AutoCloseable {
    // An offer or a poll that began before the close takes microseconds, unless its thread is held up.
    private static final long UNMAP_GRACE_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final ClientListener NO_LISTENER = new ClientListener() {};

    private final ClientConfig config;
    private final ClientListener listener;
    private final ClientConductor conductor;
    private final ClientRequests requests;
    private final @Nullable AgentRunner runner;
    private final @Nullable AgentInvoker invoker;
    private final Runnable endOfWaking;

    Client(ClientConfig config, ClientListener listener, ClientConductor conductor) {
        this.config = config;
        this.listener = listener;
        this.conductor = conductor;
        requests = conductor.requests();
        if (config.useInvoker()) {
            runner = null;
            endOfWaking = () -> {};
            invoker = new AgentInvoker(conductor, null, conductor);
            invoker.start();
        } else {
            invoker = null;
            endOfWaking = conductor.listenToDriver();
            runner = new AgentRunner(new ConductorIdle(conductor), conductor, null, conductor);
            startThread(runner);
        }
    }

    /**
     * Connects to the driver in the configured directory, and waits for it up to the driver timeout.
     *
     * @throws io.tradebus.core.DriverUnavailableException if no driver is alive there in time
     * @throws io.tradebus.core.BusConfigurationException if the configuration does not fit the driver
     * @throws BusException if the driver's version does not fit
     */
    public static Client connect(ClientConfig config) {
        return connect(config, NO_LISTENER);
    }

    /** {@link #connect(ClientConfig)}, with a listener that is told what happens to the client. */
    public static Client connect(ClientConfig config, ClientListener listener) {
        return connect(config, listener, SystemNanoClock.INSTANCE, SystemEpochClock.INSTANCE);
    }

    /**
     * {@link #connect(ClientConfig, ClientListener)}, with clocks that a test turns. The driver must tell the time by the same
     * ones, and be there already.
     */
    public static Client connect(
            ClientConfig config, ClientListener listener, NanoClock nanoClock, EpochClock epochClock) {
        return connect(config, listener, nanoClock, epochClock, new Wakeups());
    }

    /**
     * {@link #connect(ClientConfig, ClientListener, NanoClock, EpochClock)}, to a driver that may live in this process.
     *
     * @param wakeups of the driver, which the client wakes up; those of clients alone if it lives elsewhere
     */
    public static Client connect(
            ClientConfig config, ClientListener listener, NanoClock nanoClock, EpochClock epochClock, Wakeups wakeups) {
        DriverConnector connector =
                new DriverConnector(config.directory(), config.timeouts().driverTimeoutMs(), epochClock);
        DriverLink link = connector.connect();
        try {
            ClientConductor conductor = new ClientConductor(config, listener, link, nanoClock, epochClock, wakeups);
            return new Client(config, listener, conductor);
        } catch (RuntimeException | Error failure) {
            link.close();
            throw failure;
        }
    }

    /** The client as the present driver knows it, or as the last one did. */
    public long clientId() {
        return conductor.clientId();
    }

    public ClientConfig config() {
        return config;
    }

    /** Whether the client was closed, or has closed itself. */
    public boolean isClosed() {
        return conductor.isClosed();
    }

    /**
     * Adds a publication that other threads and clients may share: all that add the same channel and stream append to one
     * log.
     *
     * @throws io.tradebus.core.DriverUnavailableException if the client has lost its driver and not found another one yet
     * @throws io.tradebus.core.RegistrationException if the driver refuses
     * @throws io.tradebus.core.DriverTimeoutException if the driver does not answer
     */
    public ConcurrentPublication addPublication(String channel, int streamId) {
        conductor.requireNotInListener();
        return requests.await(asyncAddPublication(channel, streamId), ConcurrentPublication.class);
    }

    /** Adds a publication with a log of its own, for one thread at a time. Fails as {@link #addPublication} does. */
    public ExclusivePublication addExclusivePublication(String channel, int streamId) {
        conductor.requireNotInListener();
        return requests.await(asyncAddExclusivePublication(channel, streamId), ExclusivePublication.class);
    }

    /** Adds a subscription whose images are told to the client's listener. Fails as {@link #addPublication} does. */
    public Subscription addSubscription(String channel, int streamId) {
        conductor.requireNotInListener();
        return requests.await(asyncAddSubscription(channel, streamId), Subscription.class);
    }

    /** Adds a subscription with listeners of its own. Fails as {@link #addPublication} does. */
    public Subscription addSubscription(
            String channel, int streamId, ImageListener available, ImageListener unavailable) {
        conductor.requireNotInListener();
        return requests.await(asyncAddSubscription(channel, streamId, available, unavailable), Subscription.class);
    }

    /** Adds a counter with a label of up to 380 ASCII characters and no key. Fails as {@link #addPublication} does. */
    public Counter addCounter(int typeId, String label) {
        conductor.requireNotInListener();
        return requests.await(requests.addCounter(typeId, CounterText.ofLabel(label)), Counter.class);
    }

    /**
     * Adds a counter. Fails as {@link #addPublication} does.
     *
     * @param typeId what the counter counts; 1000 or more
     * @param keyLength up to 112 bytes
     * @param labelLength up to 380 bytes, ASCII
     */
    public Counter addCounter(
            int typeId,
            DirectBuffer key,
            int keyOffset,
            int keyLength,
            DirectBuffer label,
            int labelOffset,
            int labelLength) {
        conductor.requireNotInListener();
        return requests.await(
                asyncAddCounter(typeId, key, keyOffset, keyLength, label, labelOffset, labelLength), Counter.class);
    }

    /**
     * Adds a counter that stays until the driver stops, or returns the one there is with this type and registration id.
     * Fails as {@link #addPublication} does.
     *
     * @param registrationId chosen by the application
     */
    public Counter addStaticCounter(int typeId, String label, long registrationId) {
        conductor.requireNotInListener();
        return requests.await(
                requests.addStaticCounter(registrationId, typeId, CounterText.ofLabel(label)), Counter.class);
    }

    /** {@link #addStaticCounter(int, String, long)} with a key, and limits as for a counter. */
    public Counter addStaticCounter(
            int typeId,
            DirectBuffer key,
            int keyOffset,
            int keyLength,
            DirectBuffer label,
            int labelOffset,
            int labelLength,
            long registrationId) {
        conductor.requireNotInListener();
        return requests.await(
                asyncAddStaticCounter(
                        typeId, key, keyOffset, keyLength, label, labelOffset, labelLength, registrationId),
                Counter.class);
    }

    /** Asks for a publication and returns at once; {@link #findPublication} tells how it went. */
    public long asyncAddPublication(String channel, int streamId) {
        return requests.addPublication(channel, streamId, false);
    }

    /** Asks for an exclusive publication and returns at once. */
    public long asyncAddExclusivePublication(String channel, int streamId) {
        return requests.addPublication(channel, streamId, true);
    }

    /** Asks for a subscription whose images are told to the client's listener, and returns at once. */
    public long asyncAddSubscription(String channel, int streamId) {
        return asyncAddSubscription(channel, streamId, listener::onImageAvailable, listener::onImageUnavailable);
    }

    /** Asks for a subscription with listeners of its own and returns at once. */
    public long asyncAddSubscription(String channel, int streamId, ImageListener available, ImageListener unavailable) {
        return conductor
                .requests()
                .addSubscription(channel, streamId, new SubscriptionListeners(available, unavailable));
    }

    /** Asks for a counter and returns at once. */
    public long asyncAddCounter(
            int typeId,
            DirectBuffer key,
            int keyOffset,
            int keyLength,
            DirectBuffer label,
            int labelOffset,
            int labelLength) {
        return conductor
                .requests()
                .addCounter(typeId, new CounterText(key, keyOffset, keyLength, label, labelOffset, labelLength));
    }

    /** Asks for a static counter and returns at once. */
    public long asyncAddStaticCounter(
            int typeId,
            DirectBuffer key,
            int keyOffset,
            int keyLength,
            DirectBuffer label,
            int labelOffset,
            int labelLength,
            long registrationId) {
        return conductor
                .requests()
                .addStaticCounter(
                        registrationId,
                        typeId,
                        new CounterText(key, keyOffset, keyLength, label, labelOffset, labelLength));
    }

    /**
     * The publication that was asked for, or null while the driver has not answered.
     *
     * @param id what the request returned
     * @throws io.tradebus.core.RegistrationException if the driver refused; told once
     * @throws io.tradebus.core.DriverTimeoutException if the driver did not answer in time; told once
     * @throws IllegalArgumentException if nothing open has this id
     */
    public @Nullable ConcurrentPublication findPublication(long id) {
        return typed(id, requests.findPublication(id), ConcurrentPublication.class);
    }

    /** As {@link #findPublication}, for an exclusive publication. */
    public @Nullable ExclusivePublication findExclusivePublication(long id) {
        return typed(id, requests.findPublication(id), ExclusivePublication.class);
    }

    /** As {@link #findPublication}, for a subscription. */
    public @Nullable Subscription findSubscription(long id) {
        return requests.findSubscription(id);
    }

    /** As {@link #findPublication}, for a counter, static or not. */
    public @Nullable Counter findCounter(long id) {
        return requests.findCounter(id);
    }

    /**
     * Gives up a publication, a subscription or a counter that was asked for: it is closed if it is there, and removed as soon
     * as the driver has added it if not. Has no effect on what was refused, or is closed. Does not wait.
     *
     * @param id what the request returned
     */
    public void abandon(long id) {
        requests.abandon(id);
    }

    /**
     * A session id that no publication of the stream uses at this driver, for a channel that names its session. An older
     * driver cannot say; then the id is a random one. Fails as {@link #addPublication} does.
     */
    public int nextSessionId(int streamId) {
        return requests.nextSessionId(streamId);
    }

    /** Whether there is a driver; what was added may still be on its way there. */
    public boolean isAttached() {
        return conductor.isAttached();
    }

    /**
     * All counters of the driver and its clients. Must not be used after the client is closed, nor longer than some seconds
     * after it lost the driver.
     */
    public CountersReader counters() {
        return conductor.counters();
    }

    /** Has a listener called once when the client is closed, by whomever. */
    public void addCloseListener(Runnable listener) {
        conductor.addCloseListener(listener);
    }

    public void removeCloseListener(Runnable listener) {
        conductor.removeCloseListener(listener);
    }

    /**
     * The duty cycle, to be called at least every few hundred milliseconds.
     *
     * @throws IllegalStateException if the client has a thread of its own
     */
    public AgentInvoker invoker() {
        if (invoker == null) {
            throw new IllegalStateException(
                    "the client has a thread of its own; an invoker is there when the configuration asks for it");
        }
        return invoker;
    }

    /**
     * Closes the client and all it has, and tells the driver. Closing again has no effect.
     *
     * <p>All is closed for the application first; after the close linger of the configuration, or some milliseconds, the
     * logs are unmapped. Threads that publish or poll should have ended by then: whoever is still in the middle of an
     * offer or a poll touches memory that is no longer there.
     */
    @Override
    public void close() {
        boolean wasInUse = conductor.close();
        long lingerNs = config.timeouts().closeLingerNs();
        LockSupport.parkNanos(wasInUse ? Math.max(lingerNs, UNMAP_GRACE_NS) : lingerNs);
        stop();
        conductor.release();
    }

    /**
     * Closes the client and all it has, and stops its duty cycle, but leaves its memory mapped until {@link #close} is called:
     * for whoever may be in the middle of a poll for long. The driver is told then, unless it has given the client up before.
     */
    public void closeKeepingMemory() {
        conductor.close();
        stop();
    }

    private void stop() {
        if (runner != null) {
            // What is closed sleeps shortly.
            conductor.sleeper().wake();
            runner.close();
            endOfWaking.run();
        }
        if (invoker != null) {
            invoker.close();
        }
    }

    @Override
    public String toString() {
        return "Client{id=" + clientId() + ", name=" + config.name() + ", directory=" + config.directory()
                + ", isClosed=" + isClosed() + '}';
    }

    private static <T extends Publication> @Nullable T typed(long id, @Nullable Publication found, Class<T> type) {
        if (found != null && !type.isInstance(found)) {
            throw new IllegalArgumentException("what was asked for with id " + id + " is another kind: " + found);
        }
        return type.cast(found);
    }

    private static void startThread(AgentRunner runner) {
        Thread thread = new Thread(runner, runner.agent().roleName());
        thread.setDaemon(true);
        thread.start();
    }
}
