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
    DriverThreads threads(Agents given, @Nullable BackgroundTasks background, NetworkAssembly.Waits waits) {
        Agents agents = given.withGossipOf(background);
        CpuAffinity affinity = threading.cpuAffinity();
        DriverThreads threads = new DriverThreads(errors);
        if (threading.mode() == ThreadingMode.INVOKER) {
            if (!affinity.equals(CpuAffinity.DEFAULT)) {
                errors.onWarning("threads cannot be bound to processors in threading mode INVOKER, which has none");
            }
            threads.addInvoked(agents.allInvoked());
            return threads;
        }
        if (background != null) {
            addExecutor(threads, given, background);
        }
        IdleConfig idle = threading.idle();
        switch (threading.mode()) {
            case SHARED -> {
                Bell[] bells = {wakeups.sender(), wakeups.receiver(), wakeups.conductor()};
                Sleeper sleeper = networkSleeper(
                        waits.sender(),
                        new LeastOutlook(
                                outlook(agents.sender()), outlook(agents.receiver()), outlook(agents.conductor())),
                        bells);
                add(threads, pinned(affinity.conductor(), agents.all()), idle.shared(), sleeper);
            }
            case SHARED_NETWORK -> {
                Sleeper sleeper = networkSleeper(
                        waits.sender(),
                        new LeastOutlook(outlook(agents.sender()), outlook(agents.receiver())),
                        wakeups.sender(),
                        wakeups.receiver());
                add(threads, pinned(network(affinity), agents.network()), idle.sharedNetwork(), sleeper);
                addConductor(threads, agents.conductor());
            }
            default -> {
                // Closed in this order: the conductor frees what the others have let go of.
                Agent receiver = agents.receiver();
                Sleeper receiving = networkSleeper(waits.receiver(), outlook(receiver), wakeups.receiver());
                add(threads, pinned(affinity.receiver(), receiver), idle.receiver(), receiving);
                Agent sender = agents.sender();
                Sleeper sending = networkSleeper(waits.sender(), outlook(sender), wakeups.sender());
                add(threads, pinned(affinity.sender(), sender), idle.sender(), sending);
                addConductor(threads, agents.conductor());
            }
        }
        return threads;
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
