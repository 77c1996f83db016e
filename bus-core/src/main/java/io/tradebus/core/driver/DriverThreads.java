package io.tradebus.core.driver;

import java.util.ArrayList;
import java.util.List;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/** The threads of a driver, or the invoker that takes their place. Closed in the order in which they were added. */
final class DriverThreads implements AutoCloseable {
    private final ErrorHandler errors;
    private final List<AgentRunner> runners = new ArrayList<>();
    private final List<Thread> started = new ArrayList<>();
    private @Nullable AgentInvoker invoker;

    DriverThreads(ErrorHandler errors) {
        this.errors = errors;
    }

    /** Adds an agent that gets a thread of its own, named after its role. */
    void add(Agent agent, IdleStrategy idle) {
        runners.add(new AgentRunner(idle, errors, null, agent));
    }

    /** Adds an agent that the embedding program invokes. */
    void addInvoked(Agent agent) {
        invoker = new AgentInvoker(errors, null, agent);
    }

    void start() {
        for (AgentRunner runner : runners) {
            started.add(AgentRunner.startOnThread(runner));
        }
        if (invoker != null) {
            invoker.start();
        }
    }

    boolean isRunning() {
        for (Thread thread : started) {
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

    @Override
    public void close() {
        RuntimeException failure = null;
        List<AutoCloseable> all = new ArrayList<>(runners);
        if (invoker != null) {
            all.add(invoker);
        }
        for (AutoCloseable each : all) {
            try {
                each.close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException("a thread of the driver did not end cleanly", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
