package io.tradebus.core.runtime;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.client.DriverLoss;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.PublicationLoss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

    /** Adds a publisher that was opened just now. */
    void add(StreamPublisher publisher) {
        byStream.put(publisher.stream(), new Watched(publisher));
        all = List.copyOf(byStream.values());
        observer.onPublicationOpened(publisher);
    }

    /** For any thread. */
    List<PublicationView> views() {
        List<PublicationView> views = new ArrayList<>();
        for (Watched watched : all) {
            views.add(watched.publisher);
        }
        return views;
    }

    /**
     * For any thread: how far publications had come when their driver was lost.
     *
     * @param others names the streams of publications that have no publisher, or answers null
     */
    List<PublisherLoss> lossesOf(DriverLoss loss, Function<Publication, @Nullable String> others) {
        List<PublisherLoss> losses = new ArrayList<>();
        for (PublicationLoss lost : loss.publications()) {
            losses.add(new PublisherLoss(
                    streamOf(lost.publication(), others),
                    lost.sessionId(),
                    lost.consumedPosition(),
                    lost.sentPosition(),
                    lost.appendedPosition()));
        }
        return losses;
    }

    private String streamOf(Publication publication, Function<Publication, @Nullable String> others) {
        for (Watched watched : all) {
            if (watched.publisher.sharesLogOf(publication)) {
                return watched.publisher.stream();
            }
        }
        String name = others.apply(publication);
        return name == null ? "[" + publication.channel() + ", " + publication.streamId() + "]" : name;
    }

    /** For any thread: the publishers whose publications a driver has refused or taken back. */
    List<StreamPublisher> refused() {
        List<StreamPublisher> refused = new ArrayList<>();
        for (Watched watched : all) {
            if (watched.publisher.isRefused()) {
                refused.add(watched.publisher);
            }
        }
        return refused;
    }

    /** Gives all publications up: there is no driver any more, and none will come. */
    void letGo() {
        for (Watched watched : all) {
            watched.publisher.letGo();
        }
    }

    /**
     * For the supervising thread; needs no lock.
     *
     * @param isDriverThere whether the observer knows of a driver that is there
     * @return whether one of them waits for room
     */
    boolean onTick(long nowMs, boolean isDriverThere) {
        boolean isAnyPressed = false;
        for (Watched watched : all) {
            watched.onTick(nowMs, isDriverThere, observer);
            isAnyPressed |= watched.publisher.backPressure().isPressed();
        }
        return isAnyPressed;
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
        private long openedId;
        private boolean wasConnected;
        private boolean wasExhausted;

        Watched(StreamPublisher publisher) {
            this.publisher = publisher;
            this.openedId = publisher.registrationId();
        }

        void onTick(long nowMs, boolean isDriverThere, RuntimeObserver observer) {
            boolean isConnected = isDriverThere && publisher.isConnected();
            if (isDriverThere && !publisher.isClientAttached()) {
                // The driver is lost, which is told first.
                return;
            }
            if (isDriverThere && publisher.isAttached() && publisher.registrationId() != openedId) {
                openedId = publisher.registrationId();
                observer.onPublicationOpened(publisher);
            }
            if (isConnected != wasConnected) {
                wasConnected = isConnected;
                if (isConnected) {
                    observer.onStreamConnected(publisher);
                } else {
                    observer.onStreamDisconnected(publisher);
                }
            }
            if (connection.isDue(isConnected || !isDriverThere || !publisher.isNetwork(), nowMs)) {
                ConnectionWatch.Disconnection now = connection.news(publisher.notConnected(), nowMs);
                if (now != null) {
                    observer.onNotConnected(publisher.definition(), null, now.why(), now.lasted());
                }
            }
            publisher.backPressure().onTick(nowMs);
            if (!wasExhausted && publisher.tally().sum(EXHAUSTED) > 0) {
                wasExhausted = true;
                observer.onStreamExhausted(publisher);
            }
        }
    }
}
