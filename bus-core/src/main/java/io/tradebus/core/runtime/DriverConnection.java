package io.tradebus.core.runtime;

import io.tradebus.core.BusException;
import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.RegistrationException;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.ClientListener;
import io.tradebus.core.client.ImageListener;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.driver.Driver;
import java.nio.file.Path;
import java.util.function.LongFunction;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * One client of one driver, from connecting until either is gone. Never used again after that: the runtime makes
 * publications and subscriptions itself with the next driver, so that its client closes instead of reconnecting.
 */
final class DriverConnection implements SubscriptionSource, AutoCloseable {
    private static final long IDENTITY_CHECK_INTERVAL_MS = 250;
    private static final ImageListener NO_LISTENER = image -> {};

    private final Path directory;
    private final long driverTimeoutMs;
    private final Client client;
    private final DriverView view;
    private final Listener listener;
    private final @Nullable Driver invoked;
    private long nextIdentityCheckMs;

    private DriverConnection(
            ClientConfig config, Client client, DriverView view, Listener listener, @Nullable Driver invoked) {
        this.invoked = invoked;
        this.directory = config.directory();
        this.driverTimeoutMs = config.timeouts().driverTimeoutMs();
        this.client = client;
        this.view = view;
        this.listener = listener;
    }

    /**
     * Connects, and waits for the driver for as long as the configuration says.
     *
     * @param invoked a driver that has no threads and must be run while this waits for it
     * @throws DriverUnavailableException if there is none
     */
    static DriverConnection open(ClientConfig config, @Nullable Driver invoked, RuntimeObserver observer) {
        Listener listener = new Listener(observer);
        Client client = Client.connect(config.withReconnect(false), listener);
        try {
            return new DriverConnection(config, client, DriverView.of(config.directory()), listener, invoked);
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    @Override
    public Client client() {
        return client;
    }

    DriverView view() {
        return view;
    }

    @Override
    public CountersReader counters() {
        return view.counters();
    }

    /**
     * Opens a publication, and waits for the driver's answer.
     *
     * @throws RegistrationException if the driver refuses it, with the stream in the message
     */
    Publication publication(StreamDefinition stream) {
        try {
            return requestPublication(stream);
        } catch (RegistrationException e) {
            throw e.about("publication of stream '" + stream.name() + "' " + stream.address());
        }
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
        try {
            return requestSubscription(stream, available);
        } catch (RegistrationException e) {
            throw e.about("subscription to stream '" + stream.name() + "' [" + stream.subscriptionChannel() + ", "
                    + stream.streamId() + "]");
        }
    }

    private Subscription requestSubscription(StreamDefinition stream, ImageListener available) {
        if (invoked == null) {
            return client.addSubscription(stream.subscriptionChannel(), stream.streamId(), available, NO_LISTENER);
        }
        return await(
                client.asyncAddSubscription(stream.subscriptionChannel(), stream.streamId(), available, NO_LISTENER),
                client::findSubscription);
    }

    /** Runs the driver, if it has no threads, and the client, if it has none. */
    int doWork() {
        int work = invoked == null ? 0 : invoked.invoker().invoke();
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

    /** Why the connection is of no use any more, or null when it is. For the supervising thread. */
    @Nullable BusException loss(long nowMs) {
        BusException cause = listener.cause;
        if (cause != null) {
            return cause;
        }
        long ageMs = view.heartbeatAgeMs(nowMs);
        if (client.isClosed()) {
            return unavailable("the client of the driver was closed", ageMs);
        } else if (isReplaced(nowMs)) {
            return unavailable("another driver has taken the directory", ageMs);
        } else if (ageMs == DriverUnavailableException.NO_HEARTBEAT) {
            return unavailable("the driver has stopped", ageMs);
        } else if (ageMs > driverTimeoutMs) {
            return unavailable("the driver does not answer any more", ageMs);
        }
        return null;
    }

    private boolean isReplaced(long nowMs) {
        if (nowMs - nextIdentityCheckMs < 0) {
            return false;
        }
        nextIdentityCheckMs = nowMs + IDENTITY_CHECK_INTERVAL_MS;
        return view.isReplaced();
    }

    boolean isActive(long nowMs) {
        long ageMs = view.heartbeatAgeMs(nowMs);
        return ageMs != DriverUnavailableException.NO_HEARTBEAT && ageMs <= driverTimeoutMs && !client.isClosed();
    }

    @Override
    public void close() {
        client.close();
    }

    private DriverUnavailableException unavailable(String problem, long ageMs) {
        return new DriverUnavailableException(problem, directory, ageMs, "start it again");
    }

    private static final class Listener implements ClientListener {
        private final RuntimeObserver observer;
        private volatile @Nullable BusException cause;

        Listener(RuntimeObserver observer) {
            this.observer = observer;
        }

        @Override
        public void onError(Throwable error) {
            observer.onError(error);
        }

        @Override
        public void onClosed(@Nullable BusException closedBecause) {
            cause = closedBecause;
        }
    }
}
