package io.tradebus.spring.listener;

import io.tradebus.core.config.CpuAffinity;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.runtime.RuntimeClocks;
import io.tradebus.spring.core.AgentStatistics;
import io.tradebus.spring.core.BusExecution;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;

/**
 * One thread with a name and an idle strategy that runs the listeners given to it in turn. The thread is there while
 * there is a listener. Adding and removing is done by the thread itself, between two duty cycles, so that a listener is
 * never run by two threads. Where a test runs the bus, its thread takes the place of this one.
 */
final class AgentGroup {
    private final String name;
    private final IdleSettings idle;
    private final int processor;
    private final BusExecution execution;
    private final AgentStatistics statistics;
    private @Nullable AgentLoop loop;
    /** Of the loop before, whose last handler may not have returned. */
    private @Nullable Thread ending;

    private int count;

    /**
     * @param processor number of the processor its thread is bound to, or {@link CpuAffinity#ANY}
     * @param execution what gives it a thread, or turns
     */
    AgentGroup(String name, IdleSettings idle, int processor, BusExecution execution) {
        this.name = name;
        this.idle = idle;
        this.processor = processor;
        this.execution = execution;
        this.statistics = new AgentStatistics(name);
    }

    String name() {
        return name;
    }

    /** By what its listeners tell the time. */
    RuntimeClocks clocks() {
        return execution.clocks();
    }

    IdleSettings idle() {
        return idle;
    }

    AgentStatistics statistics() {
        return statistics;
    }

    /** Whether the current thread is the one of this agent, which cannot wait for itself. */
    synchronized boolean isCurrentThread() {
        return loop != null && loop.isCurrentThread();
    }

    /** Runs a listener from now on. */
    synchronized void add(Agent agent) {
        AgentLoop running = loop;
        if (running == null) {
            running = new AgentLoop(name, idle, processor, execution, statistics, ending);
            loop = running;
            running.begin();
        }
        count++;
        running.add(agent);
    }

    /**
     * Runs an agent no more; the listener it belongs to is closed.
     *
     * @return whether that was done in time; if not, a handler still runs, and the agent ends when it returns. The thread is
     *     interrupted if no other listener shares it. The agent's own thread does not wait for itself
     */
    boolean remove(Agent agent, Duration timeout) {
        var removed = new CountDownLatch(1);
        AgentLoop running;
        boolean isLast;
        synchronized (this) {
            running = loop;
            if (running == null) {
                return true;
            }
            running.remove(agent, removed);
            isLast = --count == 0;
            if (isLast) {
                loop = null;
                ending = running.thread();
                running.end();
            }
        }
        Thread thread = running.thread();
        if (thread == null) {
            return running.runTasks();
        } else if (thread.equals(Thread.currentThread())) {
            return false;
        }
        boolean inTime = await(removed, isLast ? thread : null, timeout);
        if (!inTime && isLast) {
            thread.interrupt();
        }
        return inTime;
    }

    private static boolean await(CountDownLatch removed, @Nullable Thread ending, Duration timeout) {
        long deadlineNs = System.nanoTime() + timeout.toNanos();
        try {
            if (!removed.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            if (ending != null) {
                ending.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime())));
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
