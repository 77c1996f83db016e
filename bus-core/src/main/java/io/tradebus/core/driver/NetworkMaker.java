package io.tradebus.core.driver;

import io.tradebus.core.config.CycleThresholds;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.counters.SystemCounters;
import io.tradebus.core.driver.conductor.network.Network;
import io.tradebus.core.driver.exchange.CycleTimes;
import io.tradebus.core.driver.receiver.Receiver;
import io.tradebus.core.driver.sender.Sender;
import io.tradebus.core.idle.Outlook;
import io.tradebus.core.idle.Wakeups;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;

/**
 * Makes the network part of a driver when something needs it, on the conductor's thread: all of it or nothing. Sender
 * and receiver have their places from the beginning, so that threads, their names and their counters are the same
 * whatever a driver is used for.
 */
final class NetworkMaker implements Supplier<Network> {
    private final DriverConfig config;
    private final NetworkAssembly.World world;
    private final NetworkAssembly.Core core;
    private final Wakeups wakeups;
    private final AgentOnDemand<Sender> sender;
    private final AgentOnDemand<Receiver> receiver;
    private final Waits waits;

    /** Where the threads of sender and receiver wait; one place for both where they share a thread. */
    record Waits(PortWaitOnDemand sender, PortWaitOnDemand receiver) {
        static Waits of(ThreadingMode mode) {
            PortWaitOnDemand wait = new PortWaitOnDemand();
            return new Waits(wait, mode == ThreadingMode.DEDICATED ? new PortWaitOnDemand() : wait);
        }
    }

    /** @param wakeups by which agents wake each other, and readers of streams */
    NetworkMaker(DriverConfig config, NetworkAssembly.World world, NetworkAssembly.Core core, Wakeups wakeups) {
        this.config = config;
        this.world = world;
        this.core = core;
        this.wakeups = wakeups;
        waits = Waits.of(config.threading().mode());
        CycleThresholds thresholds = config.threading().cycleThresholds();
        sender = place(
                "sender",
                SystemCounter.SENDER_MAX_CYCLE_TIME,
                SystemCounter.SENDER_CYCLE_TIME_EXCEEDED,
                thresholds.senderNs());
        receiver = place(
                "receiver",
                SystemCounter.RECEIVER_MAX_CYCLE_TIME,
                SystemCounter.RECEIVER_CYCLE_TIME_EXCEEDED,
                thresholds.receiverNs());
    }

    private <A extends Agent & Outlook> AgentOnDemand<A> place(
            String roleName, SystemCounter longest, SystemCounter exceeded, long thresholdNs) {
        SystemCounters system = core.system();
        CycleTimes cycleTimes = new CycleTimes(system.get(longest), system.get(exceeded), thresholdNs);
        return new AgentOnDemand<>(roleName, world.nanoClock(), cycleTimes);
    }

    AgentOnDemand<Sender> sender() {
        return sender;
    }

    AgentOnDemand<Receiver> receiver() {
        return receiver;
    }

    Waits waits() {
        return waits;
    }

    /** {@inheritDoc} What was made before a failure is closed again. */
    @Override
    public Network get() {
        NetworkAssembly assembly = new NetworkAssembly(config, world, core, wakeups);
        Network network = assembly.network();
        Sender made = assembly.sender(sender.cycleTimes());
        try {
            Receiver other = assembly.receiver(receiver.cycleTimes());
            waits.sender().give(assembly.waits().sender());
            waits.receiver().give(assembly.waits().receiver());
            receiver.give(other);
        } catch (RuntimeException | Error e) {
            CloseHelper.quietClose(made::onClose);
            throw e;
        }
        // If this is refused since the driver closes, the receiver is closed by the thread that was given it.
        sender.give(made);
        return network;
    }
}
