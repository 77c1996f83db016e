package io.tradebus.core.runtime;

import io.tradebus.core.client.Image;
import io.tradebus.core.client.ImageListener;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.counters.ChannelCounter;
import io.tradebus.core.counters.ChannelStatus;
import io.tradebus.core.counters.CounterType;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a listener: its subscription, which goes on by itself when the driver was away, and the lanes that share
 * its sessions.
 *
 * <p>Whoever subscribes exchanges the subscription; everything else may be asked by any thread.
 */
final class ListenerStream {
    private final StreamDefinition definition;
    private final LaneStream[] lanes;
    private final ListenerCounters counters;
    private final ConnectionWatch connection = new ConnectionWatch();
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
    private final @Nullable StreamReplies replies;
    private volatile @Nullable SubscriptionSource source;

    /** {@code laneCount} lanes share the sessions of the stream. */
    ListenerStream(StreamDefinition definition, int laneCount, NanoClock clock) {
        this.definition = definition;
        this.replies = definition.replies() == null ? null : new StreamReplies(definition.replies(), clock);
        this.lanes = new LaneStream[laneCount];
        for (int i = 0; i < laneCount; i++) {
            lanes[i] = new LaneStream(this);
        }
        this.counters = laneCount == 1
                ? lanes[0].counters()
                : new SummedCounters(
                        Arrays.stream(lanes).map(LaneStream::counters).toList());
    }

    StreamDefinition definition() {
        return definition;
    }

    ListenerCounters counters() {
        return counters;
    }

    /** What a lane reads of it. */
    LaneStream lane(int index) {
        return lanes[index];
    }

    /** What answers those who publish to it; null unless its messages are requests. */
    @Nullable StreamReplies replies() {
        return replies;
    }

    /** For any thread: calls back for each session that is read. */
    void forEachSession(Consumer<SessionReader> action) {
        for (LaneStream lane : lanes) {
            for (SessionReader session : lane.sessions()) {
                action.accept(session);
            }
        }
    }

    /** Subscribes, and waits for the driver. Images may be announced before this returns. */
    void subscribe(SubscriptionSource from, ImageListener available) {
        source = from;
        Subscription made = from.subscribe(definition, available);
        Subscription before = subscription.getAndSet(made);
        if (before != null) {
            before.close();
        }
        if (replies != null) {
            replies.open(from.client(), made);
        }
    }

    /** Whether the driver has refused the subscription or taken it back, so that it has to be asked for again. */
    boolean isRefused() {
        Subscription current = subscription.get();
        return current != null && current.isClosed();
    }

    /** The lane that reads the log of an image already, or has read it; -1 if none. For the client's conductor. */
    int laneOf(Image image) {
        for (int i = 0; i < lanes.length; i++) {
            if (lanes[i].knows(image)) {
                return i;
            }
        }
        return -1;
    }

    /** For any thread: the session as the driver receives it, or null if it does not come over the network. */
    @Nullable ReceiverView receiver(Image image) {
        CountersReader counters = countersOf(image);
        return counters == null ? null : ReceiverView.of(counters, image.correlationId());
    }

    /** For any thread: bytes of a session that came over the network without a gap; less than 0 if that is not known. */
    long receivedPosition(Image image) {
        CountersReader counters = countersOf(image);
        return counters == null
                ? NetworkCounters.UNKNOWN
                : NetworkCounters.value(counters, CounterType.RECEIVER_POSITION, image.correlationId());
    }

    /** The counters of the driver that receives a session; null once it is another one, which knows nothing of it. */
    private @Nullable CountersReader countersOf(Image image) {
        SubscriptionSource current = source;
        return current == null || image.isDraining() ? null : current.counters();
    }

    /** For any thread: how the subscription is doing; null while there is none that the driver has. */
    @Nullable ReceptionView reception(long nowMs) {
        Subscription current = subscription.get();
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
        String refusal = replies == null ? null : replies.doWork();
        if (refusal != null) {
            observer.onWarning("listener '" + listener + "' cannot reply to those who ask by stream '"
                    + definition.name() + "': " + refusal + "; it is asked for again, and replies wait meanwhile");
        }
        Subscription current = subscription.get();
        boolean isMissed = current != null
                && current.channelStatusId() != ChannelStatus.NO_COUNTER_ID
                && current.isAttached()
                && !current.isConnected();
        if (connection.isDue(!isMissed, nowMs)) {
            ConnectionWatch.Disconnection now = connection.news(whyNotConnected(nowMs), nowMs);
            if (now != null) {
                observer.onNotConnected(definition, listener, now.why(), now.lasted());
            }
        }
    }

    private @Nullable ConnectionDiagnosis whyNotConnected(long nowMs) {
        ReceptionView reception = reception(nowMs);
        return reception == null ? null : reception.notConnected();
    }

    boolean hasSubscription(long registrationId) {
        Subscription current = subscription.get();
        return current != null && current.registrationId() == registrationId;
    }

    /** Gives its subscription up, and returns what closes it. May be called while another thread subscribes. */
    Runnable leave() {
        Subscription current = subscription.getAndSet(null);
        Runnable endOfReplies = replies == null ? () -> {} : replies.leave();
        return () -> {
            endOfReplies.run();
            if (current != null) {
                current.close();
            }
        };
    }
}
