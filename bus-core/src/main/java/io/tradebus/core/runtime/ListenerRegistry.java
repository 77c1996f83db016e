package io.tradebus.core.runtime;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.client.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.agrona.CloseHelper;
import org.jspecify.annotations.Nullable;

/** The listeners of a runtime. Looked at by any thread. */
final class ListenerRegistry implements SubscriberNames {
    private final CopyOnWriteArrayList<PollingListener> listeners = new CopyOnWriteArrayList<>();
    /** Closed while a handler ran, which may read their logs. */
    private final CopyOnWriteArrayList<PollingListener> leaving = new CopyOnWriteArrayList<>();

    private final LongSupplier clientId;

    /** {@code clientId} tells who this process is for the driver there is. */
    ListenerRegistry(LongSupplier clientId) {
        this.clientId = clientId;
    }

    void requireFree(String id) {
        for (PollingListener listener : listeners) {
            if (listener.id().equals(id)) {
                throw new BusConfigurationException(
                        "there is a listener '" + id + "' already; close it first or choose another id");
            }
        }
    }

    void add(PollingListener listener) {
        listeners.add(listener);
    }

    void remove(PollingListener listener) {
        listeners.remove(listener);
        leaving.removeIf(other -> !other.attachment().isLeaving());
        if (listener.attachment().isLeaving()) {
            leaving.add(listener);
        }
    }

    /** The listener in whose handler the caller is; null if it is in none. */
    @Nullable PollingListener ofCaller() {
        return Stream.concat(listeners.stream(), leaving.stream())
                .filter(PollingListener::isCallerInHandler)
                .findFirst()
                .orElse(null);
    }

    /** The listeners that were closed while a handler ran that has not returned, and may read their logs. */
    List<PollingListener> leaving() {
        return leaving.stream()
                .filter(listener -> listener.attachment().isLeaving())
                .toList();
    }

    List<ListenerAgent> all() {
        return List.copyOf(listeners);
    }

    /** The listeners with a subscription that a driver has refused or taken back. */
    List<PollingListener> refused() {
        List<PollingListener> refused = new ArrayList<>();
        for (PollingListener listener : listeners) {
            if (listener.attachment().isRefused()) {
                refused.add(listener);
            }
        }
        return refused;
    }

    /** What a publication carries if listeners reply by it; null if none does. */
    @Nullable String repliesBy(Publication publication) {
        for (PollingListener listener : listeners) {
            for (StreamDefinition stream : listener.definition().streams()) {
                ReplyAddress replies = stream.replies();
                if (replies != null && RequestStreams.isBy(publication, replies.channel(), replies.streamId())) {
                    return "replies to " + stream.name();
                }
            }
        }
        return null;
    }

    /** Gives all subscriptions up: there is no driver any more, and none will come. */
    void letGo() {
        forAll(listener -> listener.attachment().leave());
    }

    /** For the supervising thread. */
    void onTick(long nowMs) {
        for (PollingListener listener : listeners) {
            listener.onTick(nowMs);
        }
    }

    /** Closes all of them, then throws what the first one threw that could not be closed. */
    void close() {
        forAll(PollingListener::close);
    }

    private void forAll(Consumer<PollingListener> ending) {
        CloseHelper.closeAll(listeners.stream()
                .<AutoCloseable>map(listener -> () -> ending.accept(listener))
                .toList());
    }

    @Override
    public String nameOf(SubscriberPositions subscribers) {
        for (PollingListener listener : listeners) {
            if (listener.ownsSubscription(subscribers.slowestId())) {
                return listener.id();
            }
        }
        return subscribers.slowestOwner() == clientId.getAsLong() ? PublicationView.LOCAL : PublicationView.REMOTE;
    }
}
