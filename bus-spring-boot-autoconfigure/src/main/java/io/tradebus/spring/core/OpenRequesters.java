package io.tradebus.spring.core;

import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.client.request.Requester;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.runtime.RuntimeClocks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The requesters of an application by stream, each opened with the first request, and what runs them. For any thread. */
final class OpenRequesters {
    private static final long RESPONDER_PAUSE_NS = 200_000;

    private final BusRuntimeLifecycle lifecycle;
    private final BusStreams streams;
    private final BusExecution execution;
    private final IdleSettings idle;
    private final Map<String, Requester> byStream = new ConcurrentHashMap<>();
    private final RequestThreads threads = new RequestThreads();
    private volatile @Nullable RequestRun run;
    private volatile ReplyQueue ended = new ReplyQueue();
    private volatile boolean isStopped;

    /** @param idle what the thread that reads replies does when there are none */
    OpenRequesters(BusRuntimeLifecycle lifecycle, BusStreams streams, BusExecution execution, IdleSettings idle) {
        this.lifecycle = lifecycle;
        this.streams = streams;
        this.execution = execution;
        this.idle = idle;
    }

    /**
     * How requests are sent to a stream.
     *
     * @throws BusConfigurationException if it is not one of requests
     */
    RequestSettings settings(String stream) {
        RequestSettings settings = streams.get(stream).requests();
        if (settings == null) {
            throw new BusConfigurationException("stream '" + stream + "' is not one of requests; say where replies go:"
                    + " bus.streams." + stream + ".request.reply-stream-id, and over UDP reply-control");
        }
        return settings;
    }

    /** The requester of a stream if it is open. */
    @Nullable Requester find(String stream) {
        return byStream.get(stream);
    }

    /** The requester of a stream; null if the bus is stopped. The first who asks waits for a responder, unless it is a listener. */
    @Nullable Requester require(String stream, Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the timeout of a request must be positive, but was " + timeout);
        }
        Requester open = byStream.get(stream);
        if (open != null) {
            return open;
        }
        Requester opened = open(stream);
        if (opened != null && !AgentThread.isCurrent() && !isReading()) {
            awaitResponder(opened, timeout.toNanos());
        }
        return opened;
    }

    /** Whether the current thread is a reader of replies, which nobody else reads meanwhile. */
    boolean isReading() {
        RequestRun current = run;
        return current != null && current.isReading();
    }

    private void awaitResponder(Requester opened, long timeoutNs) {
        RuntimeClocks clocks = execution.clocks();
        long beganNs = clocks.nano().nanoTime();
        while (!opened.isConnected()
                && clocks.nano().nanoTime() - beganNs < timeoutNs
                && !isStopped
                && !Thread.currentThread().isInterrupted()) {
            clocks.pause().pause(RESPONDER_PAUSE_NS);
        }
    }

    private synchronized @Nullable Requester open(String stream) {
        RequestSettings settings = settings(stream);
        Requester open = byStream.get(stream);
        if (open != null || isStopped || lifecycle.isStopped()) {
            return open;
        }
        Requester opened = lifecycle.connection().requester(streams.get(stream).definition(), settings.maxInFlight());
        RequestRun running = run;
        if (running == null) {
            running = new RequestRun(execution, idle, threads);
            run = running;
            ended = running.ended();
        }
        running.add(opened);
        byStream.put(stream, opened);
        return opened;
    }

    /** How busy its threads are; nothing where a test gives it turns. */
    List<AgentStatistics> statistics() {
        return execution.isInvoked() ? List.of() : threads.all();
    }

    /** What the thread does that never waits when there are no replies, by its name; nothing where a test gives it turns. */
    Map<String, IdleSettings> idle() {
        return execution.isInvoked() ? Map.of() : Map.of(RequestThread.NAME, idle);
    }

    /** Takes the futures of requests that have ended. */
    ReplyQueue ended() {
        return ended;
    }

    void start() {
        isStopped = false;
    }

    /** Ends all requests. What depends on them may ask again meanwhile, and finds the bus stopped. */
    void stop() {
        RequestRun ending;
        synchronized (this) {
            isStopped = true;
            ending = run;
            run = null;
            byStream.clear();
        }
        if (ending != null) {
            ending.end();
        }
    }
}
