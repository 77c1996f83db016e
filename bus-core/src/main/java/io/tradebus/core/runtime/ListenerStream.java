package io.tradebus.core.runtime;

import io.tradebus.core.client.Image;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.counters.ChannelCounter;
import io.tradebus.core.counters.ChannelStatus;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a listener: its subscription, which is a new one after each return of a lost driver, and its sessions.
 *
 * <p>The client's conductor announces images, the supervisor exchanges the subscription, the listener's thread does all
 * else; the sessions may be looked at by any thread.
 */
final class ListenerStream {
    private static final SessionReader[] NO_SESSIONS = new SessionReader[0];

    private final StreamDefinition definition;
    private final StreamCounters counters = new StreamCounters();
    private final ConcurrentLinkedQueue<Image> arrivals = new ConcurrentLinkedQueue<>();
    private final ConnectionWatch connection = new ConnectionWatch();
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable CountersReader driverCounters;
    private volatile SessionReader[] sessions = NO_SESSIONS;
    private int firstSession;

    ListenerStream(StreamDefinition definition) {
        this.definition = definition;
    }

    StreamDefinition definition() {
        return definition;
    }

    StreamCounters counters() {
        return counters;
    }

    /** For any thread: the sessions as of the last duty cycle. Not to be written to. */
    SessionReader[] sessions() {
        return sessions;
    }

    /** For the client's conductor. */
    void onImageAvailable(Image image) {
        arrivals.add(image);
    }

    /** For the thread that made the subscription. Its images may have been announced before. */
    void subscribed(Subscription newSubscription, CountersReader newDriverCounters) {
        driverCounters = newDriverCounters;
        subscription = newSubscription;
    }

    /** For any thread: the session as the driver receives it, or null if it does not come over the network. */
    @Nullable ReceiverView receiver(Image image) {
        CountersReader current = driverCounters;
        return current == null ? null : ReceiverView.of(current, image.correlationId());
    }

    /** For any thread: how the subscription is doing; null while there is none. */
    @Nullable ReceptionView reception(long nowMs) {
        Subscription current = subscription;
        CountersReader known = driverCounters;
        if (current == null || known == null || current.isClosed()) {
            return null;
        }
        int statusId = current.channelStatusId();
        boolean isNetwork = statusId != ChannelStatus.NO_COUNTER_ID;
        ConnectionDiagnosis notConnected = current.isConnected()
                ? null
                : ConnectionDiagnosis.ofSubscription(
                        known,
                        new ConnectionDiagnosis.Subject(
                                current.channel(), current.streamId(), statusId, current.registrationId()),
                        nowMs);
        return new ReceptionView(
                definition.name(),
                isNetwork,
                ChannelStatus.name(ChannelStatus.of(known, statusId)),
                statusId <= 0 ? List.of() : ChannelCounter.localAddresses(known, statusId),
                notConnected);
    }

    /** For the supervising thread. */
    void onTick(String listener, long nowMs, RuntimeObserver observer) {
        Subscription current = subscription;
        boolean isMissed = current != null
                && current.channelStatusId() != ChannelStatus.NO_COUNTER_ID
                && !current.isClosed()
                && !current.isConnected();
        connection.onTick(
                !isMissed,
                nowMs,
                () -> whyNotConnected(nowMs),
                now -> observer.onNotConnected(definition, listener, now.why(), now.lasted()));
    }

    private @Nullable ConnectionDiagnosis whyNotConnected(long nowMs) {
        ReceptionView reception = reception(nowMs);
        return reception == null ? null : reception.notConnected();
    }

    boolean hasSubscription(long registrationId) {
        Subscription current = subscription;
        return current != null && current.registrationId() == registrationId;
    }

    void unsubscribe() {
        Subscription current = subscription;
        subscription = null;
        if (current != null) {
            current.close();
        }
    }

    boolean hasArrivals() {
        return !arrivals.isEmpty();
    }

    @Nullable Image nextArrival() {
        return arrivals.poll();
    }

    void add(SessionReader session) {
        SessionReader[] before = sessions;
        SessionReader[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = session;
        sessions = after;
    }

    void remove(SessionReader session) {
        sessions = Arrays.stream(sessions).filter(s -> s != session).toArray(SessionReader[]::new);
        firstSession = 0;
    }

    /** Index of the session that has the first turn in this duty cycle: each in its turn. */
    int nextFirst(int sessionCount) {
        int first = firstSession < sessionCount ? firstSession : 0;
        firstSession = first + 1;
        return first;
    }
}
