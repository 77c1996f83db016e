package io.tradebus.core.runtime;

import io.tradebus.core.BusConfigurationException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The listeners of a runtime. Looked at by any thread. */
final class ListenerRegistry implements SubscriberNames {
    private static final String THIS_PROCESS = "local";

    private final CopyOnWriteArrayList<PollingListener> listeners = new CopyOnWriteArrayList<>();
    private volatile long clientId;

    void requireFree(String id) {
        if (listeners.stream().anyMatch(listener -> listener.id().equals(id))) {
            throw new BusConfigurationException(
                    "there is a listener '" + id + "' already; close it first or choose another id");
        }
    }

    void add(PollingListener listener) {
        listeners.add(listener);
    }

    void remove(PollingListener listener) {
        listeners.remove(listener);
    }

    List<ListenerAgent> all() {
        return List.copyOf(listeners);
    }

    void resubscribe(DriverConnection connection) {
        clientId = connection.client().clientId();
        for (PollingListener listener : listeners) {
            listener.subscribe(connection);
        }
    }

    /** The subscriptions are of no use any more. */
    void disconnect() {
        for (PollingListener listener : listeners) {
            listener.unsubscribe();
        }
    }

    /** For the supervising thread. */
    void onTick(long nowMs) {
        for (PollingListener listener : listeners) {
            listener.onTick(nowMs);
        }
    }

    void close() {
        for (PollingListener listener : listeners) {
            listener.close();
        }
    }

    @Override
    public String nameOf(SubscriberPositions subscribers) {
        for (PollingListener listener : listeners) {
            if (listener.ownsSubscription(subscribers.slowestId())) {
                return listener.id();
            }
        }
        return subscribers.slowestOwner() == clientId ? THIS_PROCESS : PublicationView.REMOTE;
    }
}
