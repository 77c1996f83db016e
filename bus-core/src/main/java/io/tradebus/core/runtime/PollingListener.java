package io.tradebus.core.runtime;

import io.tradebus.core.client.ControlledFragmentHandler.Action;
import io.tradebus.core.client.Image;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The listener there is. What other threads ask for waits in a queue for the next duty cycle, so that everything but the
 * exchange of subscriptions happens on one thread. Subscriptions are made by whoever attaches the listener, and again by the
 * supervisor where a driver has refused them; the listener's thread learns of it by the images that arrive and end.
 */
final class PollingListener implements ListenerAgent {
    private static final long DRAIN_PAUSE_NS = 100_000;

    private final ListenerDefinition definition;
    private final MessageHandler handler;
    private final FailureHandler failureHandler;
    private final RuntimeObserver observer;
    private final RuntimeClocks clocks;
    private final ListenerOwner owner;
    private final ListenerStreams streams;
    private final ConcurrentLinkedQueue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger drainsAsked = new AtomicInteger();

    private volatile ListenerState state = ListenerState.RUNNING;
    private volatile @Nullable ListenerFailure failure;
    private volatile boolean isWanted = true;
    private volatile boolean isClosed;
    private volatile int drainsDone;

    // For the listener's thread only.
    private @Nullable SessionReader halted;
    private boolean isPaused;
    private boolean isDraining;
    private boolean isPollEnded;
    private boolean isDetaching;
    private boolean isStateStale;
    private int firstStream;

    PollingListener(
            ListenerDefinition definition,
            MessageHandler handler,
            FailureHandler failureHandler,
            RuntimeObserver observer,
            RuntimeClocks clocks,
            ListenerOwner owner) {
        this.definition = definition;
        this.handler = handler;
        this.failureHandler = failureHandler;
        this.observer = observer;
        this.clocks = clocks;
        this.owner = owner;
        this.streams = new ListenerStreams(definition);
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

    // ---- the duty cycle

    @Override
    public int doWork() {
        int work = 0;
        while (!requests.isEmpty()) {
            work += apply(requests.poll());
        }
        work += updateSessions();
        if (isPolling()) {
            work += pollStreams();
        }
        if (isDetaching) {
            detachNow();
        }
        if (isStateStale) {
            updateState();
        }
        if (isDraining) {
            updateDrained();
        }
        return work;
    }

    @Override
    public void onClose() {
        close();
        updateSessions();
        updateState();
    }

    private boolean isPolling() {
        return isWanted && halted == null && !isPaused;
    }

    private int pollStreams() {
        isPollEnded = false;
        int count = streams.count();
        firstStream = firstStream + 1 < count ? firstStream + 1 : 0;
        int fragments = 0;
        for (int i = 0; i < count && !isPollEnded; i++) {
            int index = firstStream + i;
            fragments += pollSessions(streams.get(index < count ? index : index - count));
        }
        return fragments;
    }

    private int pollSessions(ListenerStream stream) {
        SessionReader[] sessions = stream.sessions();
        int first = stream.nextFirst(sessions.length);
        int fragments = 0;
        for (int i = 0; i < sessions.length && !isPollEnded; i++) {
            int index = first + i;
            fragments += sessions[index < sessions.length ? index : index - sessions.length].poll(
                    definition.fragmentLimit());
        }
        return fragments;
    }

    private int updateSessions() {
        int changes = 0;
        for (int i = 0; i < streams.count(); i++) {
            changes += updateSessions(streams.get(i));
        }
        return changes;
    }

    private int updateSessions(ListenerStream stream) {
        int changes = 0;
        for (Image image = stream.nextArrival(); image != null; image = stream.nextArrival()) {
            // First, since it may be of a log that was read before: that image was closed before this one came.
            changes += removeEnded(stream);
            start(stream, image);
            changes++;
        }
        return changes + removeEnded(stream);
    }

    private int removeEnded(ListenerStream stream) {
        int changes = 0;
        for (SessionReader session : stream.sessions()) {
            if (session.isEnded()) {
                stream.remove(session);
                observer.onSessionEnded(id(), session.snapshot());
                isStateStale = true;
                changes++;
            }
        }
        return changes;
    }

    private void start(ListenerStream stream, Image image) {
        SessionReader session = new SessionReader(this, stream, image);
        stream.add(session);
        if (isDraining) {
            session.holdHere();
        }
        observer.onSessionStarted(id(), session.snapshot());
    }

    // ---- called by the sessions while they are polled

    BusAction deliver(DirectBuffer buffer, int offset, int length, BusHeader header) throws Exception {
        BusAction action = handler.onMessage(buffer, offset, length, header);
        if (action == null) {
            throw new IllegalStateException("the handler of listener '" + id() + "' returned null; it must return a"
                    + " BusAction, CONTINUE when the message was handled");
        }
        return action;
    }

    FailureDecision decide(Throwable thrown, BusMessage message, int failures) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        try {
            FailureDecision decision = failureHandler.onFailure(thrown, message, failures);
            return thrown instanceof Error ? FailureDecision.HALT : decision;
        } catch (RuntimeException | Error second) {
            if (!second.equals(thrown)) {
                thrown.addSuppressed(second);
            }
            return FailureDecision.HALT;
        }
    }

    void halt(SessionReader session) {
        halted = session;
        isPollEnded = true;
        isStateStale = true;
    }

    void detachAfterPoll() {
        isDetaching = true;
        isPollEnded = true;
    }

    void onUnsettled() {
        isStateStale = true;
    }

    Action endPoll() {
        isPollEnded = true;
        return Action.BREAK;
    }

    long nowNs() {
        return clocks.nano().nanoTime();
    }

    long nowMs() {
        return clocks.epoch().time();
    }

    // ---- what other threads ask for

    @Override
    public void pause() {
        requests.add(() -> isPaused = true);
    }

    @Override
    public void resume() {
        requests.add(this::resumeNow);
    }

    @Override
    public void retry() {
        requireFailed("retry");
        requests.add(this::retryNow);
    }

    @Override
    public void skip() {
        ListenerFailure stuck = requireFailed("skip");
        requests.add(() -> skipNow(stuck));
    }

    @Override
    public void detach() {
        requests.add(this::detachNow);
    }

    @Override
    public void attach() {
        if (state != ListenerState.DETACHED) {
            throw new IllegalStateException("listener '" + id() + "' is " + state + "; only a detached one can attach");
        }
        isWanted = true;
        try {
            owner.subscribe(this);
        } catch (RuntimeException e) {
            isWanted = false;
            throw e;
        }
        requests.add(this::onUnsettled);
    }

    @Override
    public void drain() {
        drainsAsked.incrementAndGet();
        requests.add(this::drainNow);
    }

    @Override
    public boolean isDrained() {
        return drainsDone == drainsAsked.get();
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
            isWanted = false;
            unsubscribe();
            owner.onListenerClosed(this);
            requests.add(this::onUnsettled);
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

    private int apply(@Nullable Runnable request) {
        if (request == null) {
            return 0;
        }
        request.run();
        isStateStale = true;
        return 1;
    }

    private void resumeNow() {
        isPaused = false;
        isDraining = false;
        streams.forEachSession(SessionReader::goOn);
    }

    private void retryNow() {
        SessionReader session = firstUnsettled();
        halted = null;
        if (session != null) {
            session.retryNow();
        }
    }

    /** Skips the message that whoever asked has seen, and never another one that failed since. */
    private void skipNow(ListenerFailure stuck) {
        SessionReader session = streams.sessionAt(stuck);
        if (session == null) {
            observer.onWarning("listener '" + id() + "' was to skip the message at position " + stuck.position()
                    + " of " + stuck.stream() + ", session " + stuck.sessionId()
                    + ", and is past it already; nothing is skipped");
            return;
        }
        if (session.equals(halted)) {
            halted = null;
        }
        session.skipNow();
    }

    private void detachNow() {
        isDetaching = false;
        isWanted = false;
        SessionReader session = firstUnsettled();
        failure = session == null ? null : session.failure();
        halted = null;
        unsubscribe();
        isStateStale = true;
    }

    private void drainNow() {
        isDraining = true;
        streams.forEachSession(SessionReader::drainHere);
    }

    private void updateDrained() {
        if (drainsDone != drainsAsked.get() && requests.isEmpty() && streams.undrained() == 0) {
            drainsDone = drainsAsked.get();
        }
    }

    // ---- state

    private void updateState() {
        isStateStale = false;
        ListenerState before = state;
        ListenerState now = currentState();
        if (now != ListenerState.DETACHED) {
            SessionReader unsettled = firstUnsettled();
            failure = unsettled == null ? null : unsettled.failure();
        }
        state = now;
        if (before != now) {
            observer.onListenerState(id(), before, now, failure);
        }
    }

    private ListenerState currentState() {
        if (isClosed) {
            return ListenerState.CLOSED;
        } else if (!isWanted) {
            return ListenerState.DETACHED;
        } else if (halted != null) {
            return ListenerState.HALTED;
        } else if (isPaused) {
            return ListenerState.PAUSED;
        }
        return firstUnsettled() == null ? ListenerState.RUNNING : ListenerState.RETRYING;
    }

    private @Nullable SessionReader firstUnsettled() {
        return halted == null ? streams.firstUnsettled() : halted;
    }

    // ---- subscriptions, exchanged by other threads

    /** Subscribes all streams, unless the listener is detached. For one thread at a time, not the listener's. */
    void subscribe(SubscriptionSource source) {
        streams.subscribe(source, () -> isWanted);
    }

    /** Whether a driver has refused a subscription or taken it back. */
    boolean isRefused() {
        return isWanted && streams.isRefused();
    }

    /** Subscribes what a driver has refused again. For one thread at a time, not the listener's. */
    void renew(SubscriptionSource source) {
        streams.renew(source, () -> isWanted);
    }

    /** Closes the subscriptions; the listener's thread sees its sessions end. */
    void unsubscribe() {
        streams.unsubscribe();
    }

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
    public long lag(String stream) {
        return streams.lag(stream);
    }
}
