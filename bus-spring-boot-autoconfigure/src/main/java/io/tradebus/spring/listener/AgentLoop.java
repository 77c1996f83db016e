package io.tradebus.spring.listener;

import io.tradebus.core.ProcessorBinding;
import io.tradebus.core.config.CpuAffinity;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.idle.AdaptiveWait;
import io.tradebus.core.idle.Sleep;
import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.runtime.WakeableAgent;
import io.tradebus.spring.core.AgentStatistics;
import io.tradebus.spring.core.AgentThread;
import io.tradebus.spring.core.BusExecution;
import io.tradebus.spring.event.RateLimitedWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** The duty cycle of an agent. A new one for each thread, so that an old one that ends late touches nothing of the next. */
final class AgentLoop implements Runnable, Agent, AdaptiveWait.Agenda, IntSupplier {
    private static final Log LOG = LogFactory.getLog("bus.listener");
    private static final Agent[] NONE = {};

    private final String name;
    private final int processor;
    private final BusExecution execution;
    private final AgentStatistics statistics;
    private final @Nullable Thread before;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Sleeper sleeper = new Sleeper(Sleep.PARK, Sleeper.NOT_STRETCHED);
    private final AdaptiveWait wait;
    private final IdleStrategy idleStrategy;
    private final RateLimitedWarning failures = new RateLimitedWarning(LOG);
    private final @Nullable Thread thread;

    // For the thread only.
    private Agent[] agents = NONE;
    private boolean isEnding;
    private boolean isInCycle;
    private boolean hasFailed;

    /**
     * A loop that has yet to begin.
     *
     * @param name of the agent, and of its thread
     * @param processor number of the processor its thread is bound to, or {@link CpuAffinity#ANY}
     * @param before a thread that must have ended first; null if there is none
     */
    AgentLoop(
            String name,
            IdleSettings idle,
            int processor,
            BusExecution execution,
            AgentStatistics statistics,
            @Nullable Thread before) {
        this.name = name;
        this.processor = processor;
        this.execution = execution;
        this.statistics = statistics;
        this.before = before;
        wait = new AdaptiveWait(sleeper, this, SystemNanoClock.INSTANCE, idle.isSleepingEvenly());
        idleStrategy = idle.newWakeableIdleStrategy(wait);
        thread = execution.isInvoked() ? null : new AgentThread(this, name);
    }

    /** What it runs on; null where it has no thread. */
    @Nullable Thread thread() {
        return thread;
    }

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
        awaitThreadBefore();
        while (!isEnding) {
            Runnable task = tasks.poll();
            if (task != null) {
                run(task);
                continue;
            }
            idleStrategy.idle(runAgents());
        }
    }

    /** A handler that was given up when its listener was stopped may still run, and a bean is not for two threads. */
    private void awaitThreadBefore() {
        Thread thread = before;
        if (thread == null || !thread.isAlive()) {
            return;
        }
        LOG.warn("agent " + name + ": handles nothing until the thread of the same name has ended that ran before;"
                + " its handler has not returned since it was stopped");
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // For a handler that does not return, and none runs here.
            }
        }
        LOG.info("agent " + name + ": the thread before has ended, goes on");
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
            failures.error(() -> "agent " + name + ": the duty cycle of listener " + agent.roleName() + " failed", e);
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
