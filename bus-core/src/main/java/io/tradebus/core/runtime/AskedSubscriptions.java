package io.tradebus.core.runtime;

import io.tradebus.core.BusException;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.ImageListener;
import io.tradebus.core.client.Subscription;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.agrona.concurrent.status.CountersReader;

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
    private final Map<String, Long> requests = new HashMap<>();
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
        Long request = requests.get(stream.name());
        if (request != null) {
            return found(stream, request);
        }
        if (mayAsk) {
            requests.put(stream.name(), connection.askSubscription(stream, available));
        }
        throw new NotYet();
    }

    private Subscription found(StreamDefinition stream, long request) {
        Subscription found;
        try {
            found = connection.findSubscription(stream, request);
        } catch (RuntimeException e) {
            requests.remove(stream.name());
            throw e;
        }
        if (found == null) {
            throw new NotYet();
        }
        requests.remove(stream.name());
        return found;
    }

    /** Closes what has come and is not needed any more. Whether nothing comes any more. */
    boolean abandon() {
        for (Iterator<Long> open = requests.values().iterator(); open.hasNext(); ) {
            try {
                Subscription late = connection.client().findSubscription(open.next());
                if (late == null) {
                    continue;
                }
                late.close();
            } catch (RuntimeException e) {
                // Refused, or forgotten with the driver that was asked.
            }
            open.remove();
        }
        return requests.isEmpty();
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
