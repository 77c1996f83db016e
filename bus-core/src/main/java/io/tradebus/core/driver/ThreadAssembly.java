package io.tradebus.core.driver;

import io.tradebus.core.config.CpuAffinity;
import io.tradebus.core.config.IdleConfig;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.config.ThreadingConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.conductor.resource.ErrorRecorder;
import io.tradebus.core.driver.exchange.BackgroundTasks;
import io.tradebus.core.driver.media.PortWait;
import io.tradebus.core.driver.names.NameGossip;
import io.tradebus.core.idle.Bell;
import io.tradebus.core.idle.Outlook;
import io.tradebus.core.idle.Sleep;
import io.tradebus.core.idle.Sleeper;
import io.tradebus.core.idle.Wakeups;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.CompositeAgent;
import org.agrona.concurrent.status.StatusIndicator;
import org.agrona.concurrent.status.UnsafeBufferStatusIndicator;
import org.jspecify.annotations.Nullable;

/** Gives the loops of a driver their threads, or makes one of them that somebody else invokes. */
final class ThreadAssembly {
    /** Whoever asks for something wakes it for certain, and so does whoever closes the driver. */
    private static final IdleSettings EXECUTOR_IDLE = new IdleSettings("backoff", "0-0-1ms-1s");

    private final ThreadingConfig threading;
    private final StatusIndicator control;
    private final ErrorRecorder errors;
    private final Wakeups wakeups;

    /**
     * @param counterValues where threads whose idling can be controlled look how to idle
     * @param wakeups by which the threads are woken
     */
    ThreadAssembly(ThreadingConfig threading, AtomicBuffer counterValues, ErrorRecorder errors, Wakeups wakeups) {
        this.threading = threading;
        control = new UnsafeBufferStatusIndicator(counterValues, SystemCounter.CONTROLLABLE_IDLE_STRATEGY.id());
        this.errors = errors;
        this.wakeups = wakeups;
    }

    /** The loops of a driver, and what writes down what they do. */
    record Agents(
            Agent conductor,
            Agent sender,
            Agent receiver,
            @Nullable NameGossip gossip,
            Agent events) {
        Agent network() {
            return new CompositeAgent(sender, receiver);
        }

        Agent all() {
            return new CompositeAgent(sender, receiver, conductor);
        }

        Agent allInvoked() {
            return new CompositeAgent(sender, receiver, conductor, events);
        }

        /**
         * Names are exchanged where they are looked up: on the executor's thread, or the conductor's if there is none.
         */
        Agents withGossipOf(@Nullable BackgroundTasks background) {
            return gossip == null || background != null
                    ? this
                    : new Agents(new WithNames(gossip, conductor), sender, receiver, null, events);
        }

        Agent background(BackgroundTasks tasks) {
            return gossip == null ? tasks : new WithNames(gossip, tasks);
        }
    }

    /** @param background what may take long, or null if the conductor does that itself */
    DriverThreads threads(Agents given, @Nullable BackgroundTasks background, NetworkMaker.Waits waits) {
        Agents agents = given.withGossipOf(background);
        DriverThreads threads = new DriverThreads(errors);
        if (threading.mode() == ThreadingMode.INVOKER) {
            if (!threading.cpuAffinity().equals(CpuAffinity.DEFAULT)) {
                errors.onWarning("threads cannot be bound to processors in threading mode INVOKER, which has none");
            }
            threads.addInvoked(agents.allInvoked());
            return threads;
        }
        if (background != null) {
            addExecutor(threads, given, background);
        }
        if (threading.mode() == ThreadingMode.SHARED) {
            addShared(threads, agents, waits.sender());
        } else if (threading.mode() == ThreadingMode.SHARED_NETWORK) {
            addSharedNetwork(threads, agents, waits.sender());
            addConductor(threads, agents.conductor());
        } else {
            // Closed in this order: the conductor frees what the others have let go of.
            addReceiver(threads, agents.receiver(), waits.receiver());
            addSender(threads, agents.sender(), waits.sender());
            addConductor(threads, agents.conductor());
        }
        return threads;
    }

    private void addShared(DriverThreads threads, Agents agents, PortWait wait) {
        Bell[] bells = {wakeups.sender(), wakeups.receiver(), wakeups.conductor()};
        Outlook outlook =
                new LeastOutlook(outlook(agents.sender()), outlook(agents.receiver()), outlook(agents.conductor()));
        Sleeper sleeper = networkSleeper(wait, outlook, bells);
        Agent agent = pinned(threading.cpuAffinity().conductor(), agents.all());
        add(threads, agent, threading.idle().shared(), sleeper);
    }

    private void addSharedNetwork(DriverThreads threads, Agents agents, PortWait wait) {
        Outlook outlook = new LeastOutlook(outlook(agents.sender()), outlook(agents.receiver()));
        Sleeper sleeper = networkSleeper(wait, outlook, wakeups.sender(), wakeups.receiver());
        Agent agent = pinned(network(threading.cpuAffinity()), agents.network());
        add(threads, agent, threading.idle().sharedNetwork(), sleeper);
    }

    private void addReceiver(DriverThreads threads, Agent receiver, PortWait wait) {
        Sleeper sleeper = networkSleeper(wait, outlook(receiver), wakeups.receiver());
        Agent agent = pinned(threading.cpuAffinity().receiver(), receiver);
        add(threads, agent, threading.idle().receiver(), sleeper);
    }

    private void addSender(DriverThreads threads, Agent sender, PortWait wait) {
        Sleeper sleeper = networkSleeper(wait, outlook(sender), wakeups.sender());
        Agent agent = pinned(threading.cpuAffinity().sender(), sender);
        add(threads, agent, threading.idle().sender(), sleeper);
    }

    private void addConductor(DriverThreads threads, Agent conductor) {
        Sleeper sleeper = new Sleeper(Sleep.PARK, wakeups::isPrivate, outlook(conductor));
        add(
                threads,
                pinned(threading.cpuAffinity().conductor(), conductor),
                threading.idle().conductor(),
                listening(sleeper, wakeups.conductor()));
    }

    private void add(DriverThreads threads, Agent agent, IdleSettings idle, Sleeper sleeper) {
        threads.add(new RestingAgent(agent, sleeper), idle.newIdleStrategy(control, sleeper), sleeper);
    }

    /** What an agent knows to be due, or nothing if it is one that has to look by itself. */
    private static Outlook outlook(Agent agent) {
        return agent instanceof Outlook outlook ? outlook : Outlook.UNKNOWN;
    }

    /** Sleeps until something arrives where that can be told, or a bell is rung. */
    private Sleeper networkSleeper(PortWait wait, Outlook outlook, Bell... bells) {
        PortSleep sleep = new PortSleep(wait, wakeups);
        return listening(new Sleeper(sleep, sleep, outlook), bells);
    }

    private static Sleeper listening(Sleeper sleeper, Bell... bells) {
        for (Bell bell : bells) {
            Wakeups.listen(bell, sleeper);
        }
        return sleeper;
    }

    /** The executor sleeps until it is asked, and where names are exchanged looks for what others say. */
    private void addExecutor(DriverThreads threads, Agents given, BackgroundTasks background) {
        IdleSettings settings = threading.idle().asyncExecutor();
        IdleSettings unchanged = IdleConfig.DEFAULT.asyncExecutor();
        // As equals says, for which the JVM would have to make code at the start.
        boolean isUnchanged =
                settings.name().equals(unchanged.name()) && settings.arguments().equals(unchanged.arguments());
        boolean onlyDoesWhatItIsAsked = given.gossip() == null && isUnchanged;
        Sleeper sleeper = listening(new Sleeper(Sleep.PARK, Sleeper.NOT_STRETCHED), background.offered());
        threads.add(
                given.background(background),
                (onlyDoesWhatItIsAsked ? EXECUTOR_IDLE : settings).newIdleStrategy(control, sleeper),
                sleeper);
    }

    /** The agent itself if its thread may run anywhere. */
    private Agent pinned(int processor, Agent agent) {
        return processor == CpuAffinity.ANY ? agent : new PinnedAgent(agent, processor, errors.warnings());
    }

    private static int network(CpuAffinity affinity) {
        return affinity.sender() == CpuAffinity.ANY ? affinity.receiver() : affinity.sender();
    }
}
