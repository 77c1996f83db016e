package io.tradebus.spring.listener;

import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.core.runtime.ListenerAgent;
import io.tradebus.core.runtime.ListenerDefinition;
import io.tradebus.core.runtime.ListenerSession;
import io.tradebus.core.runtime.ListenerState;
import io.tradebus.core.runtime.ListenerWork;
import io.tradebus.core.runtime.MessageHandler;
import io.tradebus.core.runtime.RuntimeClocks;
import io.tradebus.core.runtime.StreamDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.agrona.concurrent.Agent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agents of one listener on their threads, and ends them. Under the lock of the listener's container.
 */
final class ListenerRun implements Supplier<ListenerWork> {
    private static final Log LOG = LogFactory.getLog("bus.listener");
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final long DRAIN_PAUSE_NS = 200_000;

    private final BusListenerEndpoint endpoint;
    private final List<StreamDefinition> streams;
    private final ListenerEnvironment environment;
    private final @Nullable BusPublisher deadLetters;
    private final List<AgentGroup> groups;
    private final FilteredCounts filtered;

    /** @param groups as many as the listener has agents */
    ListenerRun(BusListenerEndpoint endpoint, ListenerEnvironment environment, List<AgentGroup> groups) {
        this.endpoint = endpoint;
        this.environment = environment;
        this.streams = environment.definitions(endpoint);
        this.deadLetters = environment.deadLetters(endpoint);
        this.groups = groups;
        this.filtered = new FilteredCounts(endpoint.streams());
    }

    FilteredCounts filtered() {
        return filtered;
    }

    /** Whether it replies to the messages of a stream. */
    boolean isOfRequests(String name) {
        return streams.stream().anyMatch(stream -> stream.name().equals(name) && stream.replies() != null);
    }

    /** Names of the threads. */
    List<String> agents() {
        List<String> names = new ArrayList<>();
        for (AgentGroup group : groups) {
            names.add(group.name());
        }
        return names;
    }

    /** Whether the current thread is one of its own. */
    boolean isCurrentThread() {
        return groups.stream().anyMatch(AgentGroup::isCurrentThread);
    }

    /** Subscribes, without handling anything yet. */
    ListenerAgent open() {
        var definition = new ListenerDefinition(
                endpoint.id(),
                streams,
                endpoint.options().fragmentLimit(),
                endpoint.options().concurrency());
        return environment.connection().get().listener(definition, this);
    }

    /** What one of its agents does with messages. */
    @Override
    public ListenerWork get() {
        MessageHandler handler = endpoint.handlers().get();
        BusFilter filter = endpoint.filter();
        return new ListenerWork(
                filter == null ? handler : FilteringHandler.of(filter, handler, filtered),
                new ErrorStrategy(endpoint, deadLetters == null ? null : new DeadLetters(deadLetters)));
    }

    /** Begins to handle messages, unless the agent was paused before. */
    void begin(ListenerAgent agent) {
        List<? extends Agent> workers = agent.workers();
        for (int i = 0; i < workers.size(); i++) {
            groups.get(i).add(workers.get(i));
        }
        LOG.info(endpoint.id() + ": started on " + String.join(", ", endpoint.streams()) + ", agent="
                + String.join("+", agents()) + " ack="
                + endpoint.options().ackMode().name().toLowerCase(Locale.ROOT) + " on-error="
                + endpoint.describeErrors());
    }

    /** Only what is being read can be read to its end: a halted or paused listener leaves what it has not handled. */
    static boolean canDrain(ListenerAgent agent) {
        return agent.state() == ListenerState.RUNNING || agent.state() == ListenerState.RETRYING;
    }

    /**
     * Handles what it drains to, if it does, and ends. Waits for that, at most as long as the settings say; but not where one
     * of its own handlers ends it, say by closing the context: then it ends when that returns, and drains nothing.
     */
    void end(ListenerAgent agent) {
        if (isCurrentThread()) {
            agent.close();
            remove(agent);
            LOG.warn(endpoint.id()
                    + ": ended by its own handler, which is not waited for; what it has not handled by now"
                    + " is left");
            return;
        }
        long beganNs = System.nanoTime();
        boolean drained =
                canDrain(agent) && awaitDrained(agent, endpoint.options().drainTimeout());
        long left = drained ? 0 : lagOf(agent);
        agent.close();
        boolean inTime = remove(agent);
        long tookMs = Duration.ofNanos(System.nanoTime() - beganNs).toMillis();
        String line = endpoint.id() + ": " + (drained ? "drained" : "stopped") + " in " + tookMs + " ms, " + left
                + " bytes left";
        if (!inTime) {
            LOG.warn(line + "; its handler has not returned for " + CLOSE_TIMEOUT.toMillis()
                    + " ms and goes on on thread " + String.join(", ", agents()));
        } else if (left > 0) {
            LOG.warn(line);
        } else {
            LOG.info(line);
        }
    }

    /** All have the same time together. */
    private boolean remove(ListenerAgent agent) {
        long deadlineNs = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        List<? extends Agent> workers = agent.workers();
        boolean inTime = true;
        for (int i = 0; i < workers.size(); i++) {
            long leftNs = Math.max(1, deadlineNs - System.nanoTime());
            inTime &= groups.get(i).remove(workers.get(i), Duration.ofNanos(leftNs));
        }
        return inTime;
    }

    private boolean awaitDrained(ListenerAgent agent, Duration timeout) {
        RuntimeClocks clocks = groups.get(0).clocks();
        long deadlineNs = clocks.nano().nanoTime() + timeout.toNanos();
        while (!agent.isDrained()) {
            boolean isOver = clocks.nano().nanoTime() - deadlineNs >= 0 || !canDrain(agent);
            if (isOver || Thread.currentThread().isInterrupted()) {
                return false;
            }
            clocks.pause().pause(DRAIN_PAUSE_NS);
        }
        return true;
    }

    /**
     * Waits until it has given its subscription up, which it does once the message at hand is handled.
     *
     * @throws IllegalStateException if that takes long, or the listener's own thread would wait for itself
     */
    void awaitDetached(ListenerAgent agent) {
        RuntimeClocks clocks = groups.get(0).clocks();
        long deadlineNs = clocks.nano().nanoTime() + CLOSE_TIMEOUT.toNanos();
        while (agent.state() != ListenerState.DETACHED) {
            boolean isOver = clocks.nano().nanoTime() - deadlineNs >= 0;
            if (isOver || isCurrentThread() || Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("listener '" + endpoint.id()
                        + "' is being detached and cannot start until its handler has returned");
            }
            clocks.pause().pause(DRAIN_PAUSE_NS);
        }
    }

    /** In all sessions, which end apart from each other. */
    private static long lagOf(ListenerAgent agent) {
        return agent.sessions().stream().mapToLong(ListenerSession::lag).sum();
    }
}
