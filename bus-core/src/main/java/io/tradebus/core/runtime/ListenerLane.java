package io.tradebus.core.runtime;

import io.tradebus.core.client.ControlledFragmentHandler.Action;
import io.tradebus.core.client.Image;
import io.tradebus.core.idle.Sleeper;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One of the agents of a listener: polls the sessions that were given to it. What other threads ask for waits in a queue
 * for the next duty cycle, so that everything here happens on one thread.
 */
final class ListenerLane implements WakeableAgent {
    private final PollingListener listener;
    private final String name;
    private final int fragmentLimit;
    private final MessageHandler handler;
    private final FailureHandler failureHandler;
    private final RuntimeObserver observer;
    private final LaneSessions sessions;
    private final ConcurrentLinkedQueue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final PollGate gate = new PollGate();
    private final LaneDrain drain = new LaneDrain();

    private volatile ListenerState state = ListenerState.RUNNING;
    private volatile @Nullable ListenerFailure failure;
    private volatile boolean isHalted;
    private volatile @Nullable Sleeper sleeper;

    // For the lane's thread only.
    private @Nullable SessionReader halted;
    private boolean isPaused;
    private boolean isDetaching;
    private boolean isStateStale;
    private boolean isToPollAgain;
    private @Nullable Runnable endOfWaking;

    ListenerLane(
            PollingListener listener, String name, ListenerWork work, RuntimeObserver observer, LaneSessions sessions) {
        this.listener = listener;
        this.name = name;
        this.fragmentLimit = listener.definition().fragmentLimit();
        this.handler = work.handler();
        this.failureHandler = work.failures();
        this.observer = observer;
        this.sessions = sessions;
    }

    @Override
    public String roleName() {
        return name;
    }

    /** For any thread: what it is doing, as of its last duty cycle. */
    ListenerState state() {
        return state;
    }

    /** For any thread: the message at which it stands, or stood when the listener was detached. */
    @Nullable ListenerFailure failure() {
        return failure;
    }

    /** For any thread: whether it has stopped at a message, and all other lanes with it. */
    boolean isHalted() {
        return isHalted;
    }

    LaneSessions sessions() {
        return sessions;
    }

    // ---- the duty cycle

    @Override
    public int doWork() {
        int work = 0;
        while (!requests.isEmpty()) {
            work += apply(requests.poll());
        }
        work += updateSessions();
        work += poll();
        if (isDetaching) {
            detachNow(listener.attachment().number());
        }
        if (isStateStale) {
            updateState();
        }
        if (drain.isUnfinished() && sessions.undrained() == 0) {
            drain.finish();
        }
        return work;
    }

    @Override
    public void wakes(Sleeper sleeper) {
        this.sleeper = sleeper;
        endOfWaking = listener.wakes(sleeper);
    }

    @Override
    public boolean isWokenByAll() {
        return listener.isWokenByAll();
    }

    @Override
    public long quietNs() {
        if (isToPollAgain) {
            return 0;
        }
        return isPolling() ? sessions.quietNs() : NOTHING_TO_DO;
    }

    @Override
    public void onClose() {
        if (endOfWaking != null) {
            endOfWaking.run();
        }
        listener.close();
        updateSessions();
        updateState();
    }

    private int poll() {
        isToPollAgain = false;
        gate.enter();
        try {
            return isPolling() ? sessions.poll(fragmentLimit) : 0;
        } finally {
            gate.exit();
        }
    }

    private boolean isPolling() {
        return listener.attachment().isReadable() && !listener.isHalted() && !isPaused;
    }

    private int updateSessions() {
        int changes = 0;
        for (int i = 0; i < sessions.streamCount(); i++) {
            changes += updateSessions(sessions.stream(i));
        }
        return changes;
    }

    private int updateSessions(LaneStream stream) {
        int changes = 0;
        for (Image image = stream.nextArrival(); image != null; image = stream.nextArrival()) {
            // First, since it may be of a log that was read before: that image was closed before this one came.
            changes += removeEnded(stream);
            start(stream, image);
            changes++;
        }
        return changes + removeEnded(stream);
    }

    private int removeEnded(LaneStream stream) {
        int changes = 0;
        for (SessionReader session : stream.sessions()) {
            if (session.isEnded()) {
                end(stream, session);
                changes++;
            }
        }
        return changes;
    }

    private void start(LaneStream stream, Image image) {
        SessionReader session = new SessionReader(this, stream, image);
        stream.add(session);
        if (drain.isActive()) {
            session.drainHere();
        }
        observer.onSessionStarted(listener.id(), session.snapshot());
    }

    private void end(LaneStream stream, SessionReader session) {
        isStateStale = true;
        try {
            session.onDone(handler.onSessionEnded(session.header()));
        } catch (RuntimeException e) {
            observer.onError(e);
        } finally {
            stream.remove(session);
        }
        observer.onSessionEnded(listener.id(), session.snapshot());
    }

    // ---- called by the sessions while they are polled

    BusAction deliver(DirectBuffer buffer, int offset, int length, BusHeader header) throws Exception {
        return requireAction(handler.onMessage(buffer, offset, length, header));
    }

    BusAction requireAction(@Nullable BusAction answer) {
        if (answer == null) {
            throw new IllegalStateException("the handler of listener '" + listener.id()
                    + "' returned null; it must return a BusAction, CONTINUE when the message was handled");
        }
        return answer;
    }

    MessageHandler handler() {
        return handler;
    }

    @Nullable BatchHandler batchHandler() {
        return handler instanceof BatchHandler batches ? batches : null;
    }

    FailureDecision decide(Throwable thrown, BusMessage message, int failures) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        try {
            FailureDecision decision = failureHandler.onFailure(thrown, message, failures);
            if (decision == null) {
                throw new IllegalStateException(
                        "the failure handler of listener '" + listener.id() + "' returned null");
            }
            return thrown instanceof Error ? FailureDecision.HALT : decision;
        } catch (RuntimeException | Error second) {
            if (!second.equals(thrown)) {
                thrown.addSuppressed(second);
            }
            return FailureDecision.HALT;
        }
    }

    void halt(SessionReader session) {
        halted(session);
        sessions.endPoll();
        isStateStale = true;
    }

    private void halted(@Nullable SessionReader session) {
        boolean wasHalted = isHalted;
        halted = session;
        isHalted = session != null;
        if (wasHalted && session == null) {
            // The other lanes stood still with this one, whatever has come for them meanwhile.
            listener.refreshLanes();
        }
    }

    void detachAfterPoll() {
        isDetaching = true;
        sessions.endPoll();
    }

    void onUnsettled() {
        isStateStale = true;
    }

    /** A message that is there was not taken: it is to be polled again though nothing else comes. */
    void onLeft() {
        isToPollAgain = true;
    }

    Action endPoll() {
        sessions.endPoll();
        return Action.BREAK;
    }

    void warn(String text) {
        observer.onWarning(text);
    }

    String listenerId() {
        return listener.id();
    }

    long nowNs() {
        return listener.nowNs();
    }

    long nowMs() {
        return listener.nowMs();
    }

    // ---- what other threads ask for

    void pause() {
        request(() -> isPaused = true);
    }

    void resume() {
        request(this::resumeNow);
    }

    void retry() {
        request(this::retryNow);
    }

    /** Skips the message that whoever asks has seen, and never another one that failed since. */
    void skip(ListenerFailure stuck) {
        request(() -> skipNow(stuck));
    }

    /** Detaches the listener, unless it was attached anew since it had {@code attachment}. */
    void detach(int attachment) {
        request(() -> detachNow(attachment));
    }

    void drain() {
        int number = drain.ask();
        request(() -> drainNow(number));
    }

    /** Runs an action once no handler of this lane runs, on whichever thread. The lane must have been told not to poll. */
    void whenOutOfHandler(Runnable action) {
        gate.whenOut(action);
    }

    /** Whether the caller is in a handler of this lane. */
    boolean isCallerInHandler() {
        return gate.isCallerIn();
    }

    /** {@link #refresh()} of each. */
    static void refreshAll(ListenerLane[] lanes) {
        for (ListenerLane lane : lanes) {
            lane.refresh();
        }
    }

    /** Looks at its state in the next duty cycle, since something has changed that is not its own. */
    void refresh() {
        request(this::onUnsettled);
    }

    boolean isDrained() {
        return drain.isDone();
    }

    private void request(Runnable request) {
        requests.add(request);
        Sleeper woken = sleeper;
        if (woken != null) {
            woken.wake();
        }
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
        drain.end();
        sessions.forEach(SessionReader::goOn);
    }

    private void retryNow() {
        SessionReader session = firstUnsettled();
        halted(null);
        if (session != null) {
            session.retryNow();
        }
    }

    private void skipNow(ListenerFailure stuck) {
        SessionReader session = sessions.at(stuck);
        if (session == null && halted != null && halted.standsAt(stuck)) {
            halted(null);
            observer.onWarning(
                    "listener '" + listener.id() + "' was to skip the message at position " + stuck.position()
                            + " of " + stuck.stream() + ", session " + stuck.sessionId()
                            + ", which has ended; the listener goes on with other sessions");
            return;
        }
        if (session == null) {
            observer.onWarning(
                    "listener '" + listener.id() + "' was to skip the message at position " + stuck.position()
                            + " of " + stuck.stream() + ", session " + stuck.sessionId()
                            + ", and is past it already; nothing is skipped");
            return;
        }
        if (session.equals(halted)) {
            halted(null);
        }
        session.skipNow();
    }

    private void detachNow(int attachment) {
        isDetaching = false;
        isStateStale = true;
        if (!listener.attachment().end(attachment)) {
            // What it stood at is gone with the subscription that another lane has given up.
            halted(halted == null || halted.isEnded() ? null : halted);
            return;
        }
        SessionReader session = firstUnsettled();
        failure = session == null ? null : session.failure();
        halted(null);
    }

    private void drainNow(int number) {
        // What has come by now is drained too.
        updateSessions();
        drain.begin(number);
        sessions.forEach(SessionReader::drainHere);
    }

    // ---- state

    private void updateState() {
        isStateStale = false;
        ListenerState now = currentState();
        if (now != ListenerState.DETACHED) {
            SessionReader unsettled = firstUnsettled();
            failure = unsettled == null ? null : unsettled.failure();
        }
        state = now;
        listener.onLaneState();
    }

    private ListenerState currentState() {
        if (listener.isClosed()) {
            return ListenerState.CLOSED;
        } else if (!listener.attachment().isWanted()) {
            return ListenerState.DETACHED;
        } else if (halted != null) {
            return ListenerState.HALTED;
        } else if (isPaused) {
            return ListenerState.PAUSED;
        }
        return sessions.firstUnsettled() == null ? ListenerState.RUNNING : ListenerState.RETRYING;
    }

    private @Nullable SessionReader firstUnsettled() {
        return halted == null ? sessions.firstUnsettled() : halted;
    }
}
