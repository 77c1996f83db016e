package io.tradebus.core.runtime;

import io.tradebus.core.client.Publication;
import io.tradebus.core.client.request.RequestCounts;
import io.tradebus.core.client.request.Requester;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The requesters of a runtime that are not closed. Whoever asked for one closes it. For any thread, except where said. */
final class RequesterRegistry {
    private final RuntimeObserver observer;
    private final CopyOnWriteArrayList<Watched> all = new CopyOnWriteArrayList<>();

    RequesterRegistry(RuntimeObserver observer) {
        this.observer = observer;
    }

    /** Adds a requester that was made just now. */
    void add(StreamDefinition stream, Requester requester, int maxInFlight) {
        Watched added = new Watched(stream, requester, maxInFlight);
        all.add(added);
        observer.onRequesterOpened(added);
    }

    List<RequesterView> views() {
        List<RequesterView> views = new ArrayList<>();
        for (Watched watched : all) {
            if (!watched.requester.isClosed()) {
                views.add(watched);
            }
        }
        return views;
    }

    /** The stream whose requests go by a publication; null if none does. */
    @Nullable String streamOf(Publication publication) {
        for (Watched watched : all) {
            StreamDefinition stream = watched.definition;
            if (RequestStreams.isBy(publication, stream.channel(), stream.streamId())) {
                return stream.name();
            }
        }
        return null;
    }

    /** For the supervising thread: forgets what is closed, and tells why channels are refused. */
    void onTick() {
        for (Watched watched : all) {
            if (watched.requester.isClosed()) {
                all.remove(watched);
            } else {
                watched.tellRefusal(observer);
            }
        }
    }

    /** A requester and what the observer has been told about it. */
    private static final class Watched implements RequesterView {
        private final StreamDefinition definition;
        private final Requester requester;
        private final int maxInFlight;
        private @Nullable String told;

        Watched(StreamDefinition definition, Requester requester, int maxInFlight) {
            this.definition = definition;
            this.requester = requester;
            this.maxInFlight = maxInFlight;
        }

        @Override
        public StreamDefinition definition() {
            return definition;
        }

        @Override
        public int maxInFlight() {
            return maxInFlight;
        }

        @Override
        public boolean isConnected() {
            return requester.isConnected();
        }

        @Override
        public RequestCounts counts() {
            return requester.counts();
        }

        @Override
        public @Nullable String lastRefusal() {
            RuntimeException refusal = requester.lastRefusal();
            return refusal == null ? null : Refusal.reasonOf(refusal);
        }

        void tellRefusal(RuntimeObserver observer) {
            String reason = lastRefusal();
            if (reason != null && !reason.equals(told)) {
                told = reason;
                observer.onWarning("nobody can ask by stream '" + definition.name() + "': " + reason
                        + "; its channels are asked for again, and requests are rejected meanwhile");
            }
        }
    }
}
