package io.tradebus.core.client;

import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.counters.ChannelCounter;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.idle.Wakeups;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.concurrent.NanoClock;

/**
 * What publications, subscriptions, images and counters ask of their client. Any thread: what changes something takes the
 * client's lock, or waits for the driver as requests do.
 *
 * <p>The application finds a thing closed before the driver hears of it.
 */
final class ClientResources implements ResourceOwner {
    private final ClientConductor conductor;
    private final ClientListener listener;
    private final NanoClock nanoClock;
    private final Wakeups wakeups;

    ClientResources(ClientConductor conductor, ClientListener listener, NanoClock nanoClock, Wakeups wakeups) {
        this.conductor = conductor;
        this.listener = listener;
        this.nanoClock = nanoClock;
        this.wakeups = wakeups;
    }

    @Override
    public void onPublicationClosed(Publication publication, boolean revoke) {
        ReentrantLock lock = conductor.lock();
        lock.lock();
        try {
            if (!publication.isClosed()) {
                Registrations registrations = conductor.registrations();
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
        ReentrantLock lock = conductor.lock();
        lock.lock();
        try {
            if (!subscription.isClosed()) {
                long id = conductor
                        .registrations()
                        .closeSubscription(subscription, nanoClock.nanoTime(), ClientConfig.EXPLICIT_CLOSE_LINGER_NS);
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
        ReentrantLock lock = conductor.lock();
        lock.lock();
        try {
            if (!counter.isClosed()) {
                long id = conductor.registrations().closeCounter(counter);
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
        return requests().awaitDone(() -> requests().addDestination(publication, channel));
    }

    @Override
    public void removeDestination(Publication publication, String channel) {
        requests().awaitDone(() -> requests().removeDestination(publication, channel));
    }

    @Override
    public void removeDestination(Publication publication, long destinationId) {
        requests().awaitDone(() -> requests().removeDestination(publication, destinationId));
    }

    @Override
    public void addDestination(Subscription subscription, String channel) {
        requests().awaitDone(() -> requestDestination(subscription, channel));
    }

    @Override
    public void removeDestination(Subscription subscription, String channel) {
        requests().awaitDone(() -> requestRemoval(subscription, channel));
    }

    @Override
    public long requestDestination(Subscription subscription, String channel) {
        return requests().addDestination(subscription, channel);
    }

    @Override
    public long requestRemoval(Subscription subscription, String channel) {
        return requests().removeDestination(subscription, channel);
    }

    @Override
    public boolean isAnswered(long requestId) {
        return requests().isDone(requestId);
    }

    @Override
    public void rejectImage(Image image, String reason) {
        requests().rejectImage(image, reason);
    }

    @Override
    public long channelStatus(int counterId) {
        if (conductor.isAttached()) {
            return ChannelStatus.of(conductor.counters(), counterId);
        }
        return conductor.isClosed() ? ChannelStatus.CLOSING : ChannelStatus.INITIALIZING;
    }

    @Override
    public List<String> localAddresses(int counterId) {
        boolean isKnown = conductor.isAttached() && counterId != ChannelStatus.NO_COUNTER_ID;
        return isKnown ? ChannelCounter.localAddresses(conductor.counters(), counterId) : List.of();
    }

    @Override
    public Wakeups wakeups() {
        return wakeups;
    }

    @Override
    public void onHandlerError(Throwable error) {
        try {
            listener.onError(error);
        } catch (RuntimeException | Error second) {
            // Must neither end the client's thread nor be taken for a failure of what was going on.
            error.addSuppressed(second);
            System.getLogger("bus.client")
                    .log(
                            System.Logger.Level.ERROR,
                            "the listener of the client failed when it was told of an error",
                            error);
        }
    }

    private ClientRequests requests() {
        return conductor.requests();
    }

    private DriverCommands commands() {
        return conductor.attachment().commands();
    }
}
