package io.tradebus.spring.listener;

import io.tradebus.core.runtime.FailureHandler;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerCounters;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.ListenerFailure;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.core.runtime.ReceptionView;
import io.tradebus.core.runtime.RuntimeClocks;
import io.tradebus.core.runtime.StreamDefinition;
import io.tradebus.spring.core.BusConnection;
import io.tradebus.spring.core.BusStreams;
import io.tradebus.spring.event.BusEvents;
import io.tradebus.spring.event.BusListenerStarted;
import io.tradebus.spring.event.BusListenerStopped;
import java.time.Duration;
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
 * <p>Operations take one lock for each listener and are called by any thread but the listener's own. The listener's
 * thread takes no lock.
 */
final class ListenerContainer implements BusListenerHandle {
    private static final Log LOG = LogFactory.getLog("bus.listener");
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final long DRAIN_PAUSE_NS = 200_000;

    private final BusListenerEndpoint endpoint;
    private final List<StreamDefinition> streams;
    private final Supplier<BusConnection> connection;
    private final AgentGroup group;
    private final BusEvents events;
    private final Map<String, ListenerTotals> totals = new LinkedHashMap<>();
    private final FilteredCounts filtered;

    private volatile ListenerState desired;
    private volatile @Nullable ListenerAgent agent;
    private volatile boolean isOpening;

    ListenerContainer(
            BusListenerEndpoint endpoint,
            BusStreams known,
            Supplier<BusConnection> connection,
            AgentGroup group,
            BusEvents events) {
        this.endpoint = endpoint;
        this.streams = endpoint.streams().stream()
                .map(name -> known.get(name).definition())
                .toList();
        this.connection = connection;
        this.group = group;
        this.events = events;
        this.filtered = new FilteredCounts(endpoint.streams());
        this.desired = endpoint.options().autoStartup() ? ListenerState.RUNNING : ListenerState.STOPPED;
        endpoint.streams().forEach(stream -> totals.put(stream, new ListenerTotals()));
    }

    BusListenerEndpoint endpoint() {
        return endpoint;
    }

    // ---- with the context

    /** Starts if it is meant to run; called with the start of the context. */
    synchronized void startIfDesired() {
        if (agent == null && (desired == ListenerState.RUNNING || desired == ListenerState.PAUSED)) {
            open(desired == ListenerState.PAUSED);
        }
    }

    /** Lets it end at what was published by now, without waiting. */
    synchronized void beginDrain() {
        ListenerAgent running = agent;
        if (running != null && canDrain()) {
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

    // ---- by operators

    @Override
    public synchronized void start() {
        ListenerAgent current = agent;
        if (current == null) {
            open(false);
        } else if (state() == ListenerState.DETACHED) {
            current.attach();
            LOG.info(endpoint.id() + ": started again on " + String.join(", ", endpoint.streams()));
        } else {
            throw refused("start");
        }
        desired = ListenerState.RUNNING;
    }

    @Override
    public synchronized void stop() {
        ListenerAgent running = agent;
        if (group.isCurrentThread()) {
            throw new IllegalStateException("listener '" + endpoint.id()
                    + "' cannot be stopped by its own agent's thread, which would wait for itself; pause or detach it");
        }
        desired = ListenerState.STOPPED;
        if (running != null) {
            if (canDrain()) {
                running.drain();
            }
            close(running);
        }
    }

    @Override
    public synchronized void pause() {
        require(state() == ListenerState.RUNNING || state() == ListenerState.RETRYING, "pause")
                .pause();
        desired = ListenerState.PAUSED;
        LOG.info(endpoint.id() + ": paused, keeps its subscription: publishers are held back once the window is full");
    }

    @Override
    public synchronized void resume() {
        require(desired == ListenerState.PAUSED, "resume").resume();
        desired = ListenerState.RUNNING;
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
    public synchronized void detach() {
        require(state().compareTo(ListenerState.STARTING) > 0 && state() != ListenerState.DETACHED, "detach")
                .detach();
        desired = ListenerState.DETACHED;
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
            MessageHandler handler = endpoint.handlers().get();
            BusFilter filter = endpoint.filter();
            if (filter != null) {
                handler = new FilteringHandler(filter, handler, filtered);
            }
            FailureHandler failures = new ErrorStrategy(endpoint);
            var definition = new ListenerDefinition(
                    endpoint.id(), streams, endpoint.options().fragmentLimit());
            ListenerAgent opened = connection.get().listener(definition, handler, failures);
            totals.forEach((stream, total) -> total.begin(opened.counters(stream)));
            if (paused) {
                // Before its thread has it: nothing is handled in between.
                opened.pause();
            }
            agent = opened;
            group.add(opened);
            LOG.info(endpoint.id() + ": started on " + String.join(", ", endpoint.streams()) + ", agent=" + group.name()
                    + " ack=" + endpoint.options().ackMode().name().toLowerCase(Locale.ROOT) + " on-error="
                    + endpoint.describeErrors());
            events.publish(new BusListenerStarted(this, endpoint.id()));
        } finally {
            isOpening = false;
        }
    }

    /** Only what is being read can be read to its end: a halted or paused listener leaves what it has not handled. */
    private boolean canDrain() {
        return state() == ListenerState.RUNNING || state() == ListenerState.RETRYING;
    }

    private void close(ListenerAgent running) {
        long beganNs = System.nanoTime();
        boolean drained = canDrain() && awaitDrained(running, endpoint.options().drainTimeout());
        long left = drained ? 0 : lagOf(running);
        boolean inTime = group.remove(running, CLOSE_TIMEOUT);
        agent = null;
        totals.values().forEach(ListenerTotals::end);
        long tookMs = Duration.ofNanos(System.nanoTime() - beganNs).toMillis();
        String line = endpoint.id() + ": " + (drained ? "drained" : "stopped") + " in " + tookMs + " ms, " + left
                + " bytes left";
        if (!inTime) {
            LOG.warn(line + "; its handler has not returned for " + CLOSE_TIMEOUT.toMillis()
                    + " ms and goes on on thread " + group.name());
        } else if (left > 0) {
            LOG.warn(line);
        } else {
            LOG.info(line);
        }
        events.publish(new BusListenerStopped(this, endpoint.id()));
    }

    private boolean awaitDrained(ListenerAgent running, Duration timeout) {
        RuntimeClocks clocks = group.clocks();
        long deadlineNs = clocks.nano().nanoTime() + timeout.toNanos();
        while (!running.isDrained()) {
            boolean isOver = clocks.nano().nanoTime() - deadlineNs >= 0 || !canDrain();
            if (isOver || Thread.currentThread().isInterrupted()) {
                return false;
            }
            clocks.pause().pause(DRAIN_PAUSE_NS);
        }
        return true;
    }

    private long lagOf(ListenerAgent running) {
        return endpoint.streams().stream().mapToLong(running::lag).sum();
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
                    : desired == ListenerState.DETACHED ? ListenerState.DETACHED : ListenerState.STOPPED;
        }
        return switch (current.state()) {
            case RUNNING -> ListenerState.RUNNING;
            case PAUSED -> ListenerState.PAUSED;
            case RETRYING -> ListenerState.RETRYING;
            case HALTED -> ListenerState.HALTED;
            case DETACHED -> ListenerState.DETACHED;
            case CLOSED -> ListenerState.STOPPED;
        };
    }

    @Override
    public ListenerState desiredState() {
        return desired;
    }

    @Override
    public List<String> streams() {
        return endpoint.streams();
    }

    @Override
    public String agent() {
        return group.name();
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
        ListenerTotals total = totals.get(stream);
        if (total == null) {
            throw new IllegalArgumentException("listener '" + endpoint.id() + "' does not listen to '" + stream
                    + "' but to " + endpoint.streams());
        }
        return total;
    }

    @Override
    public long filtered(String stream) {
        return filtered.of(stream);
    }

    @Override
    public long lag(String stream) {
        ListenerAgent current = agent;
        return current == null ? 0 : current.lag(stream);
    }

    @Override
    public String toString() {
        return "listener " + endpoint.id() + " on " + endpoint.streams() + ", " + state();
    }
}
