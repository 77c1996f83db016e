package io.tradebus.core.runtime;

import io.tradebus.core.BusException;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.Image;
import io.tradebus.core.client.ImageListener;
import io.tradebus.core.client.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions for one listener that nobody waits for: {@link #subscribe} asks the driver and fails with {@link NotYet},
 * until it is called after the answer has come. For the supervising thread.
 */
final class AskedSubscriptions implements SubscriptionSource {
    /** The driver has not answered yet. */
    static final class NotYet extends BusException {
        NotYet() {
            super("the driver has not answered yet");
        }
    }

    private final DriverConnection connection;
    private final Map<String, Request> requests = new HashMap<>();
    private boolean mayAsk;

    AskedSubscriptions(DriverConnection connection) {
        this.connection = connection;
    }

    /** Whether what was not asked for may be asked for now. */
    void mayAsk(boolean isAllowed) {
        mayAsk = isAllowed;
    }

    @Override
    public Subscription subscribe(StreamDefinition stream, ImageListener available) {
        Request request = requests.get(stream.name());
        if (request != null) {
            return found(stream, request);
        }
        if (mayAsk) {
            Request asked = new Request(available);
            asked.id = connection.askSubscription(stream, asked);
            requests.put(stream.name(), asked);
        }
        throw new NotYet();
    }

    private Subscription found(StreamDefinition stream, Request request) {
        Subscription found;
        try {
            found = connection.findSubscription(stream, request.id);
        } catch (RuntimeException e) {
            requests.remove(stream.name());
            throw e;
        }
        if (found == null) {
            throw new NotYet();
        }
        requests.remove(stream.name());
        request.onTaken();
        return found;
    }

    /** Gives up what was asked for and not taken; none of its images was announced. */
    void abandon() {
        requests.values().forEach(request -> connection.client().abandon(request.id));
        requests.clear();
    }

    /**
     * Keeps the images of a subscription back until it is taken: the listener may have another one by the time the driver
     * answers, and would read the same logs twice. Told by the client's conductor, taken by the supervising thread.
     */
    private static final class Request implements ImageListener {
        private final ImageListener available;
        private @Nullable List<Image> early = new ArrayList<>();
        private long id;

        Request(ImageListener available) {
            this.available = available;
        }

        @Override
        public synchronized void onImage(Image image) {
            List<Image> waiting = early;
            if (waiting == null) {
                available.onImage(image);
            } else {
                waiting.add(image);
            }
        }

        synchronized void onTaken() {
            List<Image> waiting = early;
            early = null;
            if (waiting != null) {
                waiting.stream().filter(image -> !image.isClosed()).forEach(available::onImage);
            }
        }
    }

    @Override
    public Client client() {
        return connection.client();
    }

    @Override
    public CountersReader counters() {
        return connection.counters();
    }
}
