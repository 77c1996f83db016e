package io.tradebus.core.runtime;

import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.idle.Wakeups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;

/**
 * The listener there is: its subscriptions, and one lane or several that read the sessions. Each session belongs to one
 * lane for as long as it lasts, so its messages stay in order. What other threads ask for is handed to the lanes.
 * Subscriptions are made by whoever attaches the listener, and again by the supervisor where a driver has refused them;
 * the lanes learn of it by the images that arrive and end.
 */
final class PollingListener implements ListenerAgent {
    private static final long DRAIN_PAUSE_NS = 100_000;

    private final ListenerDefinition definition;
    private final RuntimeObserver observer;
    private final RuntimeClocks clocks;
    private final ListenerOwner owner;
    private final ListenerStreams streams;
    private final ListenerLane[] lanes;
    private final ListenerAttachment attachment;
    private final boolean isReceived;

    private volatile ListenerState state = ListenerState.RUNNING;
    private volatile @Nullable ListenerFailure failure;
    private volatile boolean isClosed;

    /** @param work asked once for each lane */
    PollingListener(
            ListenerDefinition definition,
            Supplier<ListenerWork> work,
            RuntimeObserver observer,
            RuntimeClocks clocks,
            ListenerOwner owner) {
        this.definition = definition;
        this.observer = observer;
        this.clocks = clocks;
        this.owner = owner;
        this.streams = new ListenerStreams(definition, clocks.nano(), owner);
        this.lanes = new ListenerLane[definition.concurrency()];
        for (int i = 0; i < lanes.length; i++) {
            String name = lanes.length == 1 ? definition.id() : definition.id() + "-" + (i + 1);
            lanes[i] = new ListenerLane(this, name, work.get(), observer, streams.lane(i));
        }
        this.attachment = new ListenerAttachment(streams, lanes);
        this.isReceived = streams.areReceived();
    }

    @Override
    public String id() {
        return definition.id();
    }

    @Override
    public String roleName() {
        return definition.id();
    }

    @Override
    public ListenerDefinition definition() {
        return definition;
    }

    @Override
    public ListenerState state() {
        return state;
    }

    @Override
    public @Nullable ListenerFailure failure() {
        return failure;
    }

    @Override
    public List<Agent> workers() {
        return List.of(lanes);
    }

    // ---- the duty cycle

    @Override
    public int doWork() {
        int work = 0;
        for (ListenerLane lane : lanes) {
            work += lane.doWork();
        }
        return work;
    }

    @Override
    public void onClose() {
        for (ListenerLane lane : lanes) {
            lane.onClose();
        }
    }

    // ---- what its lanes ask

    /** Whether it is attached to its streams, and may read them. */
    ListenerAttachment attachment() {
        return attachment;
    }

    /** Has the thread of a lane woken when something may have come. Undone by what is returned. */
    Runnable wakes(Sleeper sleeper) {
        List<Runnable> endings = new ArrayList<>();
        for (StreamDefinition stream : definition.streams()) {
            endings.add(Wakeups.listen(owner.wakeups().stream(stream.streamId()), sleeper));
        }
        return () -> endings.forEach(Runnable::run);
    }

    /** Whether all that publish live in this process, or everything comes over the network to a driver that does. */
    boolean isWokenByAll() {
        Wakeups wakeups = owner.wakeups();
        return wakeups.isPrivate() || isReceived && wakeups.isDriverHere();
    }

    /** Has all lanes look at their state, and poll. */
    void refreshLanes() {
        ListenerLane.refreshAll(lanes);
    }

    boolean isClosed() {
        return isClosed;
    }

    /** For any thread: whether the caller is in one of its handlers. */
    boolean isCallerInHandler() {
        for (ListenerLane lane : lanes) {
            if (lane.isCallerInHandler()) {
                return true;
            }
        }
        return false;
    }

    /** Whether some lane stands at a message that stops them all. */
    boolean isHalted() {
        for (ListenerLane lane : lanes) {
            if (lane.isHalted()) {
                return true;
            }
        }
        return false;
    }

    long nowNs() {
        return clocks.nano().nanoTime();
    }

    long nowMs() {
        return clocks.epoch().time();
    }

    /**
     * A lane does something else now: so may the listener, which is as the lane that is worst off. It is not detached
     * before its subscriptions are closed.
     */
    synchronized void onLaneState() {
        ListenerState before = state;
        ListenerState now = lanes[0].state();
        ListenerFailure worst = lanes[0].failure();
        for (int i = 1; i < lanes.length; i++) {
            ListenerState other = lanes[i].state();
            if (severity(other) > severity(now) || (other == now && worst == null)) {
                now = other;
                worst = lanes[i].failure();
            }
        }
        failure = worst;
        if (now == ListenerState.DETACHED && attachment.isLeaving()) {
            return;
        }
        state = now;
        if (before != now) {
            observer.onListenerState(id(), before, now, worst);
        }
    }

    private static int severity(ListenerState state) {
        return switch (state) {
            case RUNNING -> 0;
            case RETRYING -> 1;
            case PAUSED -> 2;
            case HALTED -> 3;
            case DETACHED -> 4;
            case CLOSED -> 5;
        };
    }

    // ---- what other threads ask for

    @Override
    public void pause() {
        for (ListenerLane lane : lanes) {
            lane.pause();
        }
    }

    @Override
    public void resume() {
        for (ListenerLane lane : lanes) {
            lane.resume();
        }
    }

    @Override
    public void retry() {
        laneAt(requireFailed("retry")).retry();
    }

    @Override
    public void skip() {
        ListenerFailure stuck = requireFailed("skip");
        laneAt(stuck).skip(stuck);
    }

    @Override
    public void detach() {
        int number = attachment.number();
        for (ListenerLane lane : lanes) {
            lane.detach(number);
        }
    }

    @Override
    public void attach() {
        if (state != ListenerState.DETACHED) {
            throw new IllegalStateException("listener '" + id() + "' is " + state + "; only a detached one can attach");
        }
        attachment.begin();
        try {
            requireOpen();
            owner.subscribe(this);
        } catch (RuntimeException e) {
            // Some of its streams may be subscribed, and would hold up their publishers.
            attachment.end();
            throw e;
        }
        ListenerLane.refreshAll(lanes);
    }

    @Override
    public void drain() {
        for (ListenerLane lane : lanes) {
            lane.drain();
        }
    }

    @Override
    public boolean isDrained() {
        for (ListenerLane lane : lanes) {
            if (!lane.isDrained()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long awaitDrained(Duration timeout) {
        drain();
        long deadlineNs = nowNs() + timeout.toNanos();
        while (!isDrained()
                && nowNs() - deadlineNs < 0
                && !Thread.currentThread().isInterrupted()) {
            clocks.pause().pause(DRAIN_PAUSE_NS);
        }
        return streams.undrained();
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            attachment.end();
            owner.onListenerClosed(this);
            ListenerLane.refreshAll(lanes);
        }
    }

    /** Asked once subscriptions are wanted again: whoever closes it after that finds them. */
    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("listener '" + id() + "' is closed; only a detached one can attach");
        }
    }

    private ListenerFailure requireFailed(String what) {
        ListenerState now = state;
        ListenerFailure stuck = failure;
        if (stuck == null || (now != ListenerState.HALTED && now != ListenerState.RETRYING)) {
            throw new IllegalStateException("listener '" + id() + "' is " + now + "; there is no message to " + what);
        }
        return stuck;
    }

    /** The lane that reads the session of a failure; any of them can say that it is past it. */
    private ListenerLane laneAt(ListenerFailure stuck) {
        for (ListenerLane lane : lanes) {
            ListenerFailure known = lane.failure();
            if (known != null && known.isAtSameMessage(stuck)) {
                return lane;
            }
        }
        return lanes[0];
    }

    // ---- subscriptions, exchanged by other threads

    /** For the supervising thread: looks whether its streams are connected. */
    void onTick(long nowMs) {
        streams.onTick(nowMs, observer);
    }

    boolean ownsSubscription(long registrationId) {
        return streams.owns(registrationId);
    }

    // ---- what it looks like from outside

    @Override
    public List<ListenerSession> sessions() {
        return streams.snapshots();
    }

    @Override
    public @Nullable ReceptionView reception(String stream) {
        return streams.named(stream).reception(nowMs());
    }

    @Override
    public ListenerCounters counters(String stream) {
        return streams.named(stream).counters();
    }

    @Override
    public ReplyCounts replies(String stream) {
        StreamReplies replies = streams.named(stream).replies();
        return replies == null ? ReplyCounts.NONE : replies.counts();
    }

    @Override
    public long lag(String stream) {
        return streams.lag(stream);
    }
}
