package io.tradebus.core.runtime;

import io.tradebus.core.client.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAccumulator;
import org.agrona.concurrent.NanoClock;

/** The streams of a listener together. What is asked about sessions may be asked by any thread. */
final class ListenerStreams {
    private final String listener;
    private final ListenerOwner owner;
    private final ListenerStream[] streams;
    private final LaneSessions[] lanes;

    /** @param owner told when there is a session to read, and by which the listener's threads are woken */
    ListenerStreams(ListenerDefinition definition, NanoClock clock, ListenerOwner owner) {
        this.owner = owner;
        this.listener = definition.id();
        this.streams = new ListenerStream[definition.streams().size()];
        for (int i = 0; i < streams.length; i++) {
            streams[i] = new ListenerStream(definition.streams().get(i), definition.concurrency(), clock);
        }
        this.lanes = new LaneSessions[definition.concurrency()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = new LaneSessions(streamsOfLane(i));
        }
    }

    private LaneStream[] streamsOfLane(int index) {
        LaneStream[] ofLane = new LaneStream[streams.length];
        for (int i = 0; i < ofLane.length; i++) {
            ofLane[i] = streams[i].lane(index);
        }
        return ofLane;
    }

    /** What one lane reads of all streams. */
    LaneSessions lane(int index) {
        return lanes[index];
    }

    /**
     * For the client's conductor: gives a session to the lane that has the fewest, for as long as it lasts. An image that
     * takes the place of another one of the same log goes to the lane that read that.
     */
    private void onImageAvailable(ListenerStream stream, Image image) {
        int lane = stream.laneOf(image);
        stream.lane(lane < 0 ? leastBusyLane() : lane).onImageAvailable(image);
        owner.wakeups().stream(stream.definition().streamId()).ringSurely();
        owner.onStirred();
    }

    /** Whether all of them come over the network, also those of publishers on this host. */
    boolean areReceived() {
        for (ListenerStream stream : streams) {
            if (!stream.definition().isReceived()) {
                return false;
            }
        }
        return true;
    }

    private int leastBusyLane() {
        int least = 0;
        for (int i = 1; i < lanes.length; i++) {
            if (lanes[i].load() < lanes[least].load()) {
                least = i;
            }
        }
        return least;
    }

    private void subscribe(ListenerStream stream, SubscriptionSource source) {
        stream.subscribe(source, image -> onImageAvailable(stream, image));
    }

    /** Subscribes all streams for as long as that is wanted. For one thread at a time, not the listener's. */
    void subscribe(SubscriptionSource source, ListenerAttachment attachment) {
        for (ListenerStream stream : streams) {
            if (attachment.isWanted()) {
                subscribe(stream, source);
            }
        }
    }

    /**
     * Subscribes what the driver has refused or taken back again, as {@link #subscribe} does. Asks for all of them, then
     * throws why the first one was refused.
     */
    void renew(SubscriptionSource source, ListenerAttachment attachment) {
        RuntimeException refusal = null;
        for (ListenerStream stream : streams) {
            if (stream.isRefused() && attachment.isWanted()) {
                try {
                    subscribe(stream, source);
                } catch (RuntimeException e) {
                    refusal = refusal == null ? e : refusal;
                }
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    boolean isRefused() {
        for (ListenerStream stream : streams) {
            if (stream.isRefused()) {
                return true;
            }
        }
        return false;
    }

    /** Gives the subscriptions up, and returns what closes them; the lanes see their sessions end then. */
    Runnable leave() {
        List<Runnable> closings = new ArrayList<>();
        for (ListenerStream stream : streams) {
            closings.add(stream.leave());
        }
        return () -> closings.forEach(Runnable::run);
    }

    /** For the supervising thread. */
    void onTick(long nowMs, RuntimeObserver observer) {
        for (ListenerStream stream : streams) {
            stream.onTick(listener, nowMs, observer);
        }
    }

    boolean owns(long subscriptionId) {
        for (ListenerStream stream : streams) {
            if (stream.hasSubscription(subscriptionId)) {
                return true;
            }
        }
        return false;
    }

    List<ListenerSession> snapshots() {
        List<ListenerSession> snapshots = new ArrayList<>();
        for (ListenerStream stream : streams) {
            stream.forEachSession(session -> snapshots.add(session.snapshot()));
        }
        return snapshots;
    }

    /** Bytes that are left before everything is read up to where it drains to. */
    long undrained() {
        long bytes = 0;
        for (LaneSessions lane : lanes) {
            bytes += lane.undrained();
        }
        return bytes;
    }

    /** Bytes published but not committed in the session of a stream where there are most. */
    long lag(String name) {
        var largest = new LongAccumulator(Math::max, 0);
        named(name).forEachSession(session -> largest.accumulate(session.lag()));
        return largest.get();
    }

    ListenerStream named(String name) {
        List<String> names = new ArrayList<>();
        for (ListenerStream stream : streams) {
            if (stream.definition().name().equals(name)) {
                return stream;
            }
            names.add(stream.definition().name());
        }
        throw new IllegalArgumentException(
                "listener '" + listener + "' does not listen to '" + name + "' but to " + names);
    }
}
