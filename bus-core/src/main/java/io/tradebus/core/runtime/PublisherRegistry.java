package io.tradebus.core.runtime;

import io.tradebus.core.BusConfigurationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The publishers of a runtime by stream. Used under the runtime's lock, except where said. */
final class PublisherRegistry {
    private static final int EXHAUSTED = OfferTally.outcomeOf(OfferStatus.MAX_POSITION_EXCEEDED);

    private final Map<String, Watched> byStream = new LinkedHashMap<>();
    private final RuntimeObserver observer;
    private volatile List<Watched> all = List.of();

    PublisherRegistry(RuntimeObserver observer) {
        this.observer = observer;
    }

    /**
     * The publisher of a stream if there is one.
     *
     * @throws BusConfigurationException if its stream is defined otherwise
     */
    @Nullable StreamPublisher find(StreamDefinition stream) {
        Watched found = byStream.get(stream.name());
        if (found == null) {
            return null;
        }
        StreamDefinition other = found.publisher.definition();
        if (!other.equals(stream)) {
            throw new BusConfigurationException("stream '" + stream.name() + "' is open as " + other.address()
                    + (other.exclusive() ? " exclusive" : "") + " and cannot be opened as " + stream.address()
                    + (stream.exclusive() ? " exclusive" : "") + " too; give it a name of its own");
        }
        return found.publisher;
    }

    void add(StreamPublisher publisher) {
        byStream.put(publisher.stream(), new Watched(publisher));
        all = List.copyOf(byStream.values());
    }

    /** For any thread. */
    List<PublicationView> views() {
        List<PublicationView> views = new ArrayList<>();
        for (Watched watched : all) {
            views.add(watched.publisher);
        }
        return views;
    }

    /** Opens all publishers again, with new sessions. */
    void reopen(DriverConnection connection) {
        for (Watched watched : all) {
            open(watched.publisher, connection);
        }
    }

    /** Opens one publisher. */
    void open(StreamPublisher publisher, DriverConnection connection) {
        publisher.open(connection.publication(publisher.definition()), connection.view());
        observer.onPublicationOpened(publisher);
    }

    void disconnect() {
        for (Watched watched : all) {
            watched.publisher.disconnect();
        }
    }

    /** For the supervising thread; needs no lock. */
    void onTick(long nowMs) {
        for (Watched watched : all) {
            watched.onTick(nowMs, observer);
        }
    }

    void close() {
        for (Watched watched : all) {
            watched.publisher.close();
        }
    }

    /** A publisher and what the observer has been told about it. */
    private static final class Watched {
        private final StreamPublisher publisher;
        private final ConnectionWatch connection = new ConnectionWatch();
        private boolean wasConnected;
        private boolean wasExhausted;

        Watched(StreamPublisher publisher) {
            this.publisher = publisher;
        }

        void onTick(long nowMs, RuntimeObserver observer) {
            boolean isConnected = publisher.isConnected();
            if (isConnected != wasConnected) {
                wasConnected = isConnected;
                if (isConnected) {
                    observer.onStreamConnected(publisher);
                } else {
                    observer.onStreamDisconnected(publisher);
                }
            }
            connection.onTick(
                    isConnected || !publisher.isNetwork(),
                    nowMs,
                    publisher::notConnected,
                    now -> observer.onNotConnected(publisher.definition(), null, now.why(), now.lasted()));
            publisher.backPressure().onTick(nowMs);
            if (!wasExhausted && publisher.tally().sum(EXHAUSTED) > 0) {
                wasExhausted = true;
                observer.onStreamExhausted(publisher);
            }
        }
    }
}
