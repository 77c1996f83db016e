package io.tradebus.spring.listener;

import io.tradebus.core.ProcessorBinding;
import io.tradebus.core.config.CpuAffinity;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.idle.AdaptiveWait;
import io.tradebus.core.idle.Sleep;
import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.runtime.RuntimeClocks;
import io.tradebus.core.runtime.WakeableAgent;
import io.tradebus.spring.core.AgentStatistics;
import io.tradebus.spring.core.AgentThread;
import io.tradebus.spring.core.BusExecution;
import io.tradebus.spring.event.RateLimitedWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One thread with a name and an idle strategy that runs the listeners given to it in turn. The thread is there while
 * there is a listener. Adding and removing is done by the thread itself, between two duty cycles, so that a listener is
 * never run by two threads. Where a test runs the bus, its thread takes the place of this one.
 */
final class AgentGroup {
    private static final Log LOG = LogFactory.getLog("bus.listener");
    private static final Agent[] NONE = {};

    private final String name;
    private final IdleSettings idle;
    private final int processor;
    private final BusExecution execution;
    private final AgentStatistics statistics;
    private final RateLimitedWarning failures = new RateLimitedWarning(LOG);
    private @Nullable Loop loop;
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
        Loop running = loop;
        if (running == null) {
            running = new Loop();
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
        Loop running;
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
                running.end();
            }
        }
        Thread thread = running.thread;
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

    /** The duty cycle. A new one for each thread, so that an old one that ends late touches nothing of the next. */
    private final class Loop implements Runnable, Agent, AdaptiveWait.Agenda, IntSupplier {
        private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        private final Sleeper sleeper = new Sleeper(Sleep.PARK, Sleeper.NOT_STRETCHED);
        private final AdaptiveWait wait =
                new AdaptiveWait(sleeper, this, SystemNanoClock.INSTANCE, idle.isSleepingEvenly());
        private final IdleStrategy idleStrategy = idle.newWakeableIdleStrategy(wait);
        private final @Nullable Thread thread = execution.isInvoked() ? null : new AgentThread(this, name);

        // For the thread only.
        private Agent[] agents = NONE;
        private boolean isEnding;
        private boolean isInCycle;
        private boolean hasFailed;

        void add(Agent agent) {
            tasks.add(() -> {
                agents = with(agent);
                if (agent instanceof WakeableAgent wakeable) {
                    wakeable.wakes(sleeper);
                }
                agent.onStart();
            });
            sleeper.wake();
        }

        void remove(Agent agent, CountDownLatch removed) {
            tasks.add(() -> {
                agents = without(agent);
                try {
                    agent.onClose();
                } finally {
                    removed.countDown();
                }
            });
            sleeper.wake();
        }

        void end() {
            tasks.add(() -> isEnding = true);
            sleeper.wake();
        }

        @Override
        public void run() {
            if (processor != CpuAffinity.ANY) {
                ProcessorBinding.bindCurrentThread(name, processor, LOG::warn);
            }
            while (!isEnding) {
                Runnable task = tasks.poll();
                if (task != null) {
                    run(task);
                    continue;
                }
                idleStrategy.idle(runAgents());
            }
        }

        @Override
        public boolean isWokenByAll() {
            for (Agent agent : agents) {
                if (!(agent instanceof WakeableAgent wakeable) || !wakeable.isWokenByAll()) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public long quietNs() {
            // What has failed is tried again as often as the strategy says.
            long least = hasFailed ? 0 : NOTHING_TO_DO;
            for (Agent agent : agents) {
                if (agent instanceof WakeableAgent wakeable) {
                    least = Math.min(least, wakeable.quietNs());
                }
            }
            return least;
        }

        private int runAgents() {
            long beganNs = System.nanoTime();
            int work = 0;
            hasFailed = false;
            for (Agent agent : agents) {
                work += doWork(agent);
            }
            statistics.onCycle(work, beganNs);
            if (work > 0) {
                wait.onWork(beganNs);
            }
            return work;
        }

        // ---- where it has no thread

        void begin() {
            if (thread == null) {
                execution.begin(this);
            } else {
                thread.start();
            }
        }

        boolean isCurrentThread() {
            return thread == null ? isInCycle : thread.equals(Thread.currentThread());
        }

        /** Does what waits to be done, unless it is called by a handler of this very agent. */
        boolean runTasks() {
            if (isInCycle) {
                return false;
            }
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                run(task);
            }
            if (isEnding) {
                execution.end(this);
            }
            return true;
        }

        /** A handler that waits gives the other agents a turn, but not its own. */
        @Override
        public int doWork() {
            if (!runTasks() || isEnding) {
                return 0;
            }
            isInCycle = true;
            try {
                return AgentThread.standIn(this);
            } finally {
                isInCycle = false;
            }
        }

        /** Once around. */
        @Override
        public int getAsInt() {
            return runAgents();
        }

        @Override
        public String roleName() {
            return name;
        }

        private void run(Runnable task) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("agent " + name + ": a listener could not be started or closed", e);
            }
        }

        private int doWork(Agent agent) {
            try {
                return agent.doWork();
            } catch (Exception | Error e) {
                hasFailed = true;
                statistics.onFailure();
                failures.error(
                        () -> "agent " + name + ": the duty cycle of listener " + agent.roleName() + " failed", e);
                return 0;
            }
        }

        private Agent[] with(Agent added) {
            var all = new ArrayList<>(List.of(agents));
            all.add(added);
            return all.toArray(NONE);
        }

        private Agent[] without(Agent removed) {
            var all = new ArrayList<>(List.of(agents));
            all.remove(removed);
            return all.toArray(NONE);
        }
    }
}
