package io.tradebus.core.runtime;

import io.tradebus.core.client.Image;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.counters.ChannelCounter;
import io.tradebus.core.counters.ChannelStatus;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a listener: its subscription, which goes on by itself when the driver was away, and its sessions.
 *
 * <p>The client's conductor announces images, whoever subscribes exchanges the subscription, the listener's thread does all
 * else; the sessions may be looked at by any thread.
 */
final class ListenerStream {
    private static final SessionReader[] NO_SESSIONS = new SessionReader[0];

    private final StreamDefinition definition;
    private final StreamCounters counters = new StreamCounters();
    private final ConcurrentLinkedQueue<Image> arrivals = new ConcurrentLinkedQueue<>();
    private final ConnectionWatch connection = new ConnectionWatch();
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable SubscriptionSource source;
    private volatile SessionReader[] sessions = NO_SESSIONS;
    private final Map<Long, Long> aheadByLog = new HashMap<>();
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

    /** Subscribes, and waits for the driver. Images may be announced before this returns. */
    void subscribe(SubscriptionSource from) {
        source = from;
        subscription = from.subscribe(definition, this::onImageAvailable);
    }

    /** Whether the driver has refused the subscription or taken it back, so that it has to be asked for again. */
    boolean isRefused() {
        Subscription current = subscription;
        return current != null && current.isClosed();
    }

    /** For any thread: the session as the driver receives it, or null if it does not come over the network. */
    @Nullable ReceiverView receiver(Image image) {
        SubscriptionSource current = source;
        return current == null ? null : ReceiverView.of(current.counters(), image.correlationId());
    }

    /** For any thread: how the subscription is doing; null while there is none that the driver has. */
    @Nullable ReceptionView reception(long nowMs) {
        Subscription current = subscription;
        SubscriptionSource from = source;
        if (current == null || from == null || !current.isAttached()) {
            return null;
        }
        CountersReader known = from.counters();
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
                && current.isAttached()
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

    /** Goes on with a log where it was read before, if its image was closed in the middle of a poll. */
    void add(SessionReader session) {
        Long handled = aheadByLog.remove(session.logId());
        if (handled != null) {
            session.goOnAt(handled);
        }
        SessionReader[] before = sessions;
        SessionReader[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = session;
        sessions = after;
    }

    void remove(SessionReader session) {
        if (session.isAheadOfImage()) {
            aheadByLog.put(session.logId(), session.handledPosition());
        }
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
