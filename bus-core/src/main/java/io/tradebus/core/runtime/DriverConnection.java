package io.tradebus.core.runtime;

import io.tradebus.core.BusException;
import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.RegistrationException;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.DriverLoss;
import io.tradebus.core.client.DriverReturn.RestoreFailure;
import io.tradebus.core.client.ImageListener;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.format.control.ErrorCode;
import io.tradebus.core.idle.Wakeups;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * The client of a runtime, for the runtime's whole life, and how the driver looks that it is attached to.
 *
 * <p>An external driver may go and come back: the client attaches again by itself, and what was made here goes on. How it
 * was lost, and what could not be had again, waits for the supervising thread, which has the new driver looked at.
 */
final class DriverConnection implements SubscriptionSource, AutoCloseable {
    private static final long AGAIN_PAUSE_NS = 1_000_000;

    private final long driverTimeoutMs;
    private final Client client;
    private final ClientNews news;
    private final DriverViews views;
    private final @Nullable Driver invoked;
    private final RuntimeClocks clocks;

    private DriverConnection(
            ClientConfig config, Client client, ClientNews news, @Nullable Driver invoked, RuntimeClocks clocks) {
        this.driverTimeoutMs = config.timeouts().driverTimeoutMs();
        this.client = client;
        this.news = news;
        this.views = new DriverViews(config.directory(), config.timeouts().resourceLingerNs());
        this.invoked = invoked;
        this.clocks = clocks;
    }

    /**
     * Connects, and waits for the driver for as long as the configuration says.
     *
     * @param invoked a driver that has no threads and must be run while this waits for it
     * @param wakeups by which driver and client of one process wake each other
     * @param stirred tells the supervising thread of what becomes of the driver
     * @throws DriverUnavailableException if there is none
     */
    static DriverConnection open(
            ClientConfig config,
            @Nullable Driver invoked,
            RuntimeObserver observer,
            RuntimeClocks clocks,
            Wakeups wakeups,
            Runnable stirred) {
        ClientNews news = new ClientNews(observer, stirred);
        Client client = Client.connect(config, news, clocks.nano(), clocks.epoch(), wakeups);
        try {
            return new DriverConnection(config, client, news, invoked, clocks);
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    @Override
    public Client client() {
        return client;
    }

    /** The driver there is, or the last one. */
    DriverView view() {
        return views.current();
    }

    @Override
    public CountersReader counters() {
        return view().counters();
    }

    /**
     * Opens a publication, and waits for the driver's answer.
     *
     * @throws RegistrationException if the driver refuses it, with the stream in the message
     */
    Publication publication(StreamDefinition stream) {
        long deadlineNs = deadlineNs();
        while (true) {
            try {
                return requestPublication(stream);
            } catch (RegistrationException e) {
                pauseOrThrow(e.about(publicationOf(stream)), deadlineNs);
            }
        }
    }

    /** Asks for a publication and returns the id of the request at once. */
    long askPublication(StreamDefinition stream) {
        return stream.exclusive()
                ? client.asyncAddExclusivePublication(stream.channel(), stream.streamId())
                : client.asyncAddPublication(stream.channel(), stream.streamId());
    }

    /**
     * What was asked for; null until the driver has answered.
     *
     * @throws RegistrationException if it has refused it, with the stream in the message
     */
    @Nullable Publication findPublication(StreamDefinition stream, long request) {
        try {
            return stream.exclusive() ? client.findExclusivePublication(request) : client.findPublication(request);
        } catch (RegistrationException e) {
            throw e.about(publicationOf(stream));
        }
    }

    private static String publicationOf(StreamDefinition stream) {
        return "publication of stream '" + stream.name() + "' " + stream.address();
    }

    private Publication requestPublication(StreamDefinition stream) {
        String channel = stream.channel();
        if (invoked == null) {
            return stream.exclusive()
                    ? client.addExclusivePublication(channel, stream.streamId())
                    : client.addPublication(channel, stream.streamId());
        }
        return stream.exclusive()
                ? await(
                        client.asyncAddExclusivePublication(channel, stream.streamId()),
                        client::findExclusivePublication)
                : await(client.asyncAddPublication(channel, stream.streamId()), client::findPublication);
    }

    @Override
    public Subscription subscribe(StreamDefinition stream, ImageListener available) {
        long deadlineNs = deadlineNs();
        while (true) {
            try {
                return requestSubscription(stream, available);
            } catch (RegistrationException e) {
                pauseOrThrow(e.about(subscriptionTo(stream)), deadlineNs);
            }
        }
    }

    /**
     * Lets time pass before the driver is asked again that says that what is asked for is being closed, which is over within
     * some of its duty cycles: whoever stops and starts again meets what he has left. Waits no longer than for a driver.
     */
    private void pauseOrThrow(RegistrationException refusal, long deadlineNs) {
        boolean isTemporary = refusal.errorCode() == ErrorCode.RESOURCE_TEMPORARILY_UNAVAILABLE.value();
        if (!isTemporary || clocks.nano().nanoTime() - deadlineNs >= 0) {
            throw refusal;
        }
        clocks.pause().pause(AGAIN_PAUSE_NS);
        doWork();
    }

    private long deadlineNs() {
        return clocks.nano().nanoTime() + TimeUnit.MILLISECONDS.toNanos(driverTimeoutMs);
    }

    private static String subscriptionTo(StreamDefinition stream) {
        return "subscription to stream '" + stream.name() + "' [" + stream.subscriptionChannel() + ", "
                + stream.streamId() + "]";
    }

    /** Asks for a subscription and returns the id of the request at once. */
    long askSubscription(StreamDefinition stream, ImageListener available) {
        return client.asyncAddSubscription(
                stream.subscriptionChannel(), stream.streamId(), available, ImageListener.NONE);
    }

    /** As {@link #findPublication}, for a subscription. */
    @Nullable Subscription findSubscription(StreamDefinition stream, long request) {
        try {
            return client.findSubscription(request);
        } catch (RegistrationException e) {
            throw e.about(subscriptionTo(stream));
        }
    }

    private Subscription requestSubscription(StreamDefinition stream, ImageListener available) {
        if (invoked == null) {
            return client.addSubscription(
                    stream.subscriptionChannel(), stream.streamId(), available, ImageListener.NONE);
        }
        return await(
                client.asyncAddSubscription(
                        stream.subscriptionChannel(), stream.streamId(), available, ImageListener.NONE),
                client::findSubscription);
    }

    /** Runs the driver, if it has no threads, and the client, if it has none. */
    int doWork() {
        int work =
                invoked == null || !invoked.isRunning() ? 0 : invoked.invoker().invoke();
        return work + (client.config().useInvoker() ? client.invoker().invoke() : 0);
    }

    private <T> T await(long request, LongFunction<@Nullable T> find) {
        T found = find.apply(request);
        while (found == null) {
            doWork();
            found = find.apply(request);
        }
        return found;
    }

    boolean isActive(long nowMs) {
        long ageMs = view().heartbeatAgeMs(nowMs);
        return ageMs != DriverUnavailableException.NO_HEARTBEAT && ageMs <= driverTimeoutMs && client.isAttached();
    }

    // ---- for the supervising thread

    /** The next loss of a driver that was not taken yet; null when there is none. */
    @Nullable DriverLoss nextLoss() {
        return news.nextLoss();
    }

    /** The next thing that the next driver refused and that was not taken yet; null when there is none. */
    @Nullable RestoreFailure nextFailure() {
        return news.nextFailure();
    }

    /** Why the client is closed; null while it is open. */
    @Nullable BusException closeCause() {
        return news.closeCause();
    }

    /**
     * Looks at the driver that the client has attached to.
     *
     * @throws DriverUnavailableException if it went away meanwhile
     */
    void renewView(long nowNs) {
        views.renew(nowNs);
    }

    void onTick(long nowNs) {
        views.onTick(nowNs);
    }

    /** Closes the client, but leaves mapped what handlers may read until {@link #close} is called. */
    void closeKeepingMemory() {
        client.closeKeepingMemory();
    }

    @Override
    public void close() {
        client.close();
    }
}
