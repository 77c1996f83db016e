package io.tradebus.spring.listener;

import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerCounters;
import io.tradebus.core.runtime.ListenerFailure;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.ReceptionView;
import io.tradebus.core.runtime.ReplyCounts;
import io.tradebus.spring.event.BusEvents;
import io.tradebus.spring.event.BusListenerStarted;
import io.tradebus.spring.event.BusListenerStopped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One listener over all its starts and stops. What it is doing is read from the agent that does it; what it is meant to
 * do is remembered here, so that a listener that an operator stopped stays so when the context is started again.
 *
 * <p>Operations take one lock for each listener. A handler may pause or detach its own listener, and takes no lock for it: who
 * stops the listener holds that lock, and waits for the handler.
 */
final class ListenerContainer implements BusListenerHandle {
    private static final Log LOG = LogFactory.getLog("bus.listener");

    private final BusListenerEndpoint endpoint;
    private final ListenerRun run;
    private final BusEvents events;
    private final Map<String, ListenerTotals> totals = new LinkedHashMap<>();

    private final DesiredState desired;
    private volatile @Nullable ListenerAgent agent;
    private volatile boolean isOpening;
    private boolean isRemoved;

    ListenerContainer(BusListenerEndpoint endpoint, ListenerRun run, BusEvents events) {
        this.endpoint = endpoint;
        this.run = run;
        this.events = events;
        this.desired =
                new DesiredState(endpoint.options().autoStartup() ? ListenerState.RUNNING : ListenerState.STOPPED);
        for (String stream : endpoint.streams()) {
            totals.put(stream, new ListenerTotals());
        }
    }

    BusListenerEndpoint endpoint() {
        return endpoint;
    }

    // ---- with the context

    /** Starts if it is meant to run; called with the start of the context. */
    synchronized void startIfDesired() {
        ListenerState state = desired.get();
        if (agent == null && !isRemoved && (state == ListenerState.RUNNING || state == ListenerState.PAUSED)) {
            open(state == ListenerState.PAUSED);
        }
    }

    /** Lets it end at what was published by now, without waiting. */
    synchronized void beginDrain() {
        ListenerAgent running = agent;
        if (running != null && ListenerRun.canDrain(running)) {
            running.drain();
        }
    }

    /** Ends it with the context; what it is meant to do stays. */
    synchronized void close() {
        ListenerAgent running = agent;
        if (running != null) {
            close(running);
        }
    }

    /** Stops it and starts it never again. */
    synchronized void remove() {
        stop();
        isRemoved = true;
    }

    // ---- by operators

    @Override
    public synchronized void start() {
        if (isRemoved) {
            throw new IllegalStateException("listener '" + endpoint.id() + "' was deregistered; register it again");
        } else if (agent != null && state() != ListenerState.DETACHED && desired.get() != ListenerState.DETACHED) {
            throw refused("start");
        }
        // Before it handles anything, which may pause it.
        ListenerState before = desired.set(ListenerState.RUNNING);
        try {
            startNow();
        } catch (RuntimeException | Error e) {
            desired.takeBack(ListenerState.RUNNING, before);
            throw e;
        }
    }

    private void startNow() {
        ListenerAgent current = agent;
        if (current == null) {
            open(false);
            return;
        }
        run.awaitDetached(current);
        current.attach();
        // It may have been paused when it was detached.
        current.resume();
        LOG.info(endpoint.id() + ": started again on " + String.join(", ", endpoint.streams()));
    }

    @Override
    public synchronized void stop() {
        if (run.isCurrentThread()) {
            throw new IllegalStateException("listener '" + endpoint.id()
                    + "' cannot be stopped by its own agent's thread, which would wait for itself; pause or detach it");
        }
        desired.set(ListenerState.STOPPED);
        beginDrain();
        close();
    }

    @Override
    public void pause() {
        lockedUnlessOwn(this::pauseNow);
    }

    private void pauseNow() {
        ListenerState state = state();
        ListenerAgent current = require(
                state == ListenerState.RUNNING || state == ListenerState.RETRYING || state == ListenerState.PAUSED,
                "pause");
        if (desired.get() == ListenerState.PAUSED) {
            return;
        }
        current.pause();
        desired.setUnlessStopped(ListenerState.PAUSED);
        LOG.info(endpoint.id() + ": paused, keeps its subscription: publishers are held back once the window is full");
    }

    @Override
    public synchronized void resume() {
        ListenerState wanted = desired.get();
        ListenerAgent current = require(
                wanted == ListenerState.PAUSED || wanted == ListenerState.RUNNING && !isFailedOrDetached(), "resume");
        if (wanted == ListenerState.RUNNING) {
            return;
        }
        // Before it handles anything, which may pause it.
        desired.set(ListenerState.RUNNING);
        current.resume();
        LOG.info(endpoint.id() + ": resumed");
    }

    @Override
    public synchronized void retry() {
        require(isFailed(), "retry").retry();
        LOG.info(endpoint.id() + ": tries again " + failedMessage());
    }

    @Override
    public synchronized void skip() {
        ListenerAgent current = require(isFailed(), "skip");
        ListenerFailure failure = current.failure();
        String message = failedMessage();
        current.skip();
        LOG.info(endpoint.id() + ": skips " + message
                + (failure == null ? "" : ", which begins with " + failure.head()));
    }

    @Override
    public void detach() {
        lockedUnlessOwn(this::detachNow);
    }

    private void detachNow() {
        require(state().compareTo(ListenerState.STARTING) > 0 && state() != ListenerState.DETACHED, "detach")
                .detach();
        desired.setUnlessStopped(ListenerState.DETACHED);
    }

    /** Under the lock, but for the listener's own thread, for which whoever has the lock may wait. */
    private void lockedUnlessOwn(Runnable operation) {
        if (run.isCurrentThread()) {
            operation.run();
            return;
        }
        synchronized (this) {
            operation.run();
        }
    }

    private boolean isFailedOrDetached() {
        return isFailed() || state() == ListenerState.DETACHED;
    }

    private boolean isFailed() {
        return state() == ListenerState.HALTED || state() == ListenerState.RETRYING;
    }

    private ListenerAgent require(boolean allowed, String action) {
        ListenerAgent current = agent;
        if (current == null || !allowed) {
            throw refused(action);
        }
        return current;
    }

    private IllegalStateException refused(String action) {
        return new IllegalStateException("listener '" + endpoint.id() + "' is "
                + state().name().toLowerCase(Locale.ROOT) + " and cannot " + action);
    }

    private String failedMessage() {
        return failure()
                .map(f ->
                        "the message at position " + f.position() + " of " + f.stream() + ", session " + f.sessionId())
                .orElse("the message that failed");
    }

    // ---- opening and closing

    private void open(boolean paused) {
        isOpening = true;
        try {
            ListenerAgent opened = run.open();
            for (Map.Entry<String, ListenerTotals> total : totals.entrySet()) {
                String stream = total.getKey();
                total.getValue().begin(opened.counters(stream), new Replied(opened, stream));
            }
            if (paused) {
                // Before its threads have it: nothing is handled in between.
                opened.pause();
            }
            agent = opened;
            run.begin(opened);
            events.publish(new BusListenerStarted(this, endpoint.id()));
        } finally {
            isOpening = false;
        }
    }

    /** What an agent replied to the messages of a stream. */
    private record Replied(ListenerAgent agent, String stream) implements Supplier<ReplyCounts> {
        @Override
        public ReplyCounts get() {
            return agent.replies(stream);
        }
    }

    private void close(ListenerAgent running) {
        run.end(running);
        agent = null;
        totals.values().forEach(ListenerTotals::end);
        events.publish(new BusListenerStopped(this, endpoint.id()));
    }

    // ---- what it looks like

    @Override
    public String id() {
        return endpoint.id();
    }

    @Override
    public ListenerState state() {
        ListenerAgent current = agent;
        if (current == null) {
            return isOpening
                    ? ListenerState.STARTING
                    : desired.get() == ListenerState.DETACHED ? ListenerState.DETACHED : ListenerState.STOPPED;
        }
        return ListenerState.of(current.state());
    }

    @Override
    public ListenerState desiredState() {
        return desired.get();
    }

    @Override
    public List<String> streams() {
        return endpoint.streams();
    }

    @Override
    public String agent() {
        return String.join(", ", run.agents());
    }

    @Override
    public List<String> agents() {
        return run.agents();
    }

    @Override
    public Optional<ListenerFailure> failure() {
        ListenerAgent current = agent;
        return current == null ? Optional.empty() : Optional.ofNullable(current.failure());
    }

    @Override
    public String onError() {
        return endpoint.describeErrors();
    }

    @Override
    public ListenerOptions options() {
        return endpoint.options();
    }

    @Override
    public List<ListenerSession> sessions() {
        ListenerAgent current = agent;
        return current == null ? List.of() : current.sessions();
    }

    @Override
    public @Nullable ReceptionView reception(String stream) {
        ListenerAgent current = agent;
        return current == null ? null : current.reception(stream);
    }

    @Override
    public ListenerCounters counters(String stream) {
        return totals(stream);
    }

    @Override
    public @Nullable ReplyCounts replies(String stream) {
        return run.isOfRequests(stream) ? totals(stream).replies() : null;
    }

    private ListenerTotals totals(String stream) {
        ListenerTotals total = totals.get(stream);
        if (total == null) {
            throw new IllegalArgumentException("listener '" + endpoint.id() + "' does not listen to '" + stream
                    + "' but to " + endpoint.streams());
        }
        return total;
    }

    @Override
    public long filtered(String stream) {
        return run.filtered().of(stream);
    }

    @Override
    public long lag(String stream) {
        ListenerAgent current = agent;
        return current == null ? 0 : current.lag(stream);
    }
}
