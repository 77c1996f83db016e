package io.tradebus.core.driver;

import io.tradebus.core.idle.Sleeper;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/** The threads of a driver, or the invoker that takes their place. Closed in the order in which they were added. */
final class DriverThreads implements AutoCloseable, ThreadFactory {
    private static final long END_PAUSE_NS = 100_000;

    private final ErrorHandler errors;
    private final List<AgentRunner> runners = new ArrayList<>();
    private final Map<AgentRunner, Sleeper> sleepers = new IdentityHashMap<>();
    private final Map<AgentRunner, Thread> started = new IdentityHashMap<>();
    /** Held by whoever invokes; whoever closes waits for it, so that nothing is unmapped under a duty cycle. */
    private final ReentrantLock invocation = new ReentrantLock();

    private @Nullable AgentInvoker invoker;

    DriverThreads(ErrorHandler errors) {
        this.errors = errors;
    }

    /** Adds an agent that gets a thread of its own, named after its role. */
    void add(Agent agent, IdleStrategy idle) {
        runners.add(new AgentRunner(idle, errors, null, agent));
    }

    /** Adds an agent whose thread may sleep for long, and is woken when it is to end. */
    void add(Agent agent, IdleStrategy idle, Sleeper sleeper) {
        AgentRunner runner = new AgentRunner(idle, errors, null, agent);
        runners.add(runner);
        sleepers.put(runner, sleeper);
    }

    /** Adds an agent that the embedding program invokes. */
    void addInvoked(Agent agent) {
        invoker = new AgentInvoker(errors, null, new Invoked(agent));
    }

    /** Starts all agents, or none: those that run are ended when another one cannot be started. */
    void start() {
        try {
            // What is closed last starts first.
            for (int i = runners.size() - 1; i >= 0; i--) {
                started.put(runners.get(i), AgentRunner.startOnThread(runners.get(i), this));
            }
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
        if (invoker != null) {
            invoker.start();
        }
    }

    @Override
    public Thread newThread(Runnable runner) {
        return new Thread(runner);
    }

    boolean isRunning() {
        for (Thread thread : started.values()) {
            if (!thread.isAlive()) {
                return false;
            }
        }
        return invoker == null || !invoker.isClosed();
    }

    AgentInvoker invoker() {
        if (invoker == null) {
            throw new IllegalStateException(
                    "the driver has threads of its own; an invoker exists only in threading mode INVOKER");
        }
        return invoker;
    }

    /**
     * Returns when no thread is left, however long that takes: whoever closes these unmaps next what they work on. So
     * an interrupt is kept for later.
     */
    @Override
    public void close() {
        boolean wasInterrupted = Thread.interrupted();
        RuntimeException failure = null;
        for (int i = 0; i < runners.size(); i++) {
            Sleeper sleeper = sleepers.get(runners.get(i));
            if (sleeper != null) {
                sleeper.end();
            }
            failure = closed(runners.get(i), failure);
            Thread thread = started.get(runners.get(i));
            while (thread != null && thread.isAlive()) {
                wasInterrupted |= Thread.interrupted();
                LockSupport.parkNanos(END_PAUSE_NS);
            }
        }
        if (invoker != null) {
            failure = closed(invoker, failure);
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * @throws IllegalStateException if the caller is one of these threads, which could not wait for its own end, or is
     *     called by an agent that it invokes, which would go on with what was unmapped
     */
    void requireOtherThread() {
        if (invocation.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "the driver must not be closed from within its own invocation; close it when the invoker has returned");
        }
        for (AgentRunner runner : runners) {
            if (Thread.currentThread().equals(runner.thread())) {
                throw new IllegalStateException("the driver must not be closed by a thread of its own, "
                        + Thread.currentThread().getName() + ", since closing waits for the end of all of them");
            }
        }
    }

    /** Invoked by one thread at a time: while one is at it, there is nothing to do for the others. */
    private final class Invoked implements Agent {
        private final Agent agent;
        private boolean isEnded;

        Invoked(Agent agent) {
            this.agent = agent;
        }

        @Override
        public void onStart() {
            agent.onStart();
        }

        @Override
        public int doWork() throws Exception {
            if (!invocation.tryLock()) {
                Thread.onSpinWait();
                return 0;
            }
            try {
                return isEnded ? 0 : agent.doWork();
            } finally {
                invocation.unlock();
            }
        }

        @Override
        public void onClose() {
            invocation.lock();
            try {
                isEnded = true;
                agent.onClose();
            } finally {
                invocation.unlock();
            }
        }

        @Override
        public String roleName() {
            return agent.roleName();
        }
    }

    private static @Nullable RuntimeException closed(AutoCloseable agent, @Nullable RuntimeException failure) {
        try {
            agent.close();
            return failure;
        } catch (Exception e) {
            if (failure == null) {
                return new IllegalStateException("a thread of the driver did not end cleanly", e);
            }
            failure.addSuppressed(e);
            return failure;
        }
    }
}
