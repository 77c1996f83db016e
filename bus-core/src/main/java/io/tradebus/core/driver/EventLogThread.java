package io.tradebus.core.driver;

import io.tradebus.core.driver.event.EventLogAgent;
import java.util.concurrent.ThreadFactory;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The thread that writes events down. There is none until somebody wants events; from then on it stays. Started by
 * whoever builds the driver or by the conductor, closed when the conductor has ended.
 */
final class EventLogThread implements AutoCloseable {
    private static final long PAUSE_MS = 1;

    private final EventLogAgent agent;
    private final ErrorHandler errors;
    private final @Nullable ThreadFactory threads;
    private @Nullable AgentRunner runner;

    EventLogThread(EventLogAgent agent, ErrorHandler errors) {
        this(agent, errors, null);
    }

    /** @param threads makes the thread, or null */
    EventLogThread(EventLogAgent agent, ErrorHandler errors, @Nullable ThreadFactory threads) {
        this.agent = agent;
        this.errors = errors;
        this.threads = threads;
    }

    /** Starts the thread if there is something for it to do. */
    void startIfWanted() {
        if (runner == null && agent.isWanted()) {
            start();
        }
    }

    private void start() {
        AgentRunner starting = new AgentRunner(new SleepingMillisIdleStrategy(PAUSE_MS), errors, null, agent);
        runner = starting;
        try {
            AgentRunner.startOnThread(starting, threads == null ? EventLogThread::newThread : threads);
        } catch (OutOfMemoryError e) {
            // The conductor goes on without the thread, which is not tried again.
            errors.onError(new IllegalStateException("events are not written, since there can be no thread: " + e, e));
        }
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /** Returns when everything is written. */
    @Override
    public void close() {
        CloseHelper.close(runner);
    }
}
