package io.tradebus.core.driver;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.counters.SystemCounters;
import io.tradebus.core.driver.conductor.DriverTime;
import io.tradebus.core.driver.conductor.command.StreamDefaults;
import io.tradebus.core.driver.conductor.network.ImageOpener;
import io.tradebus.core.driver.conductor.network.Network;
import io.tradebus.core.driver.conductor.network.NetworkImages;
import io.tradebus.core.driver.conductor.network.NetworkMaintenance;
import io.tradebus.core.driver.conductor.network.NetworkObserver;
import io.tradebus.core.driver.conductor.network.NetworkPublications;
import io.tradebus.core.driver.conductor.network.PortOpener;
import io.tradebus.core.driver.conductor.network.PublicationOpener;
import io.tradebus.core.driver.conductor.network.ReceiveEndpoints;
import io.tradebus.core.driver.conductor.network.RejectionCounters;
import io.tradebus.core.driver.conductor.network.ResponseBindings;
import io.tradebus.core.driver.conductor.network.ResponseOffers;
import io.tradebus.core.driver.conductor.network.SendEndpoints;
import io.tradebus.core.driver.conductor.network.SetupRequests;
import io.tradebus.core.driver.conductor.resource.Background;
import io.tradebus.core.driver.conductor.resource.ErrorRecorder;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.UntetheredSubscribers;
import io.tradebus.core.driver.event.EventLog;
import io.tradebus.core.driver.event.ReceiverEvents;
import io.tradebus.core.driver.event.SenderEvents;
import io.tradebus.core.driver.exchange.CycleTimes;
import io.tradebus.core.driver.exchange.Mailbox;
import io.tradebus.core.driver.exchange.RejectedDatagrams;
import io.tradebus.core.driver.media.ChannelResolver;
import io.tradebus.core.driver.media.DatagramPorts;
import io.tradebus.core.driver.media.InterfaceSearch;
import io.tradebus.core.driver.media.NameLookup;
import io.tradebus.core.driver.media.PortWait;
import io.tradebus.core.driver.media.SocketBufferLimits;
import io.tradebus.core.driver.receiver.Receiver;
import io.tradebus.core.driver.receiver.ReceiverContext;
import io.tradebus.core.driver.receiver.ReceiverSettings;
import io.tradebus.core.driver.sender.Sender;
import io.tradebus.core.driver.sender.SenderContext;
import io.tradebus.core.driver.sender.SenderSettings;
import io.tradebus.core.files.LossReport;
import io.tradebus.core.idle.Wakeups;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/**
 * Builds what a driver needs to reach other machines: sender and receiver, and the conductor's side of them, which meet
 * in three mailboxes. Used when something needs it, and loaded then.
 */
final class NetworkAssembly {
    private static final int EOS_STATUS_MESSAGES = 5;

    private final DriverConfig config;
    private final World world;
    private final Core core;
    private final Waits waits;
    private final Wakeups wakeups;
    private final Network.Mailboxes mailboxes;
    private final RejectedDatagrams rejected;

    /** By what the threads wait: one for both where they share a thread. */
    record Waits(PortWait sender, PortWait receiver) {}

    /**
     * Sockets as the configuration wants them.
     *
     * @param limits how large their buffers are and may become
     */
    record Sockets(DatagramPorts ports, SocketBufferLimits limits) {}

    /**
     * What lies outside the driver.
     *
     * @param names resolves names
     * @param interfaces knows the interfaces of the machine
     * @param nanoClock read by each agent once a cycle
     * @param wallClock nanoseconds since the epoch, for timestamps in frames
     * @param receiverId random, where receiver ids begin
     * @param spreadSeed random, where the spread of requests begins
     */
    record World(
            Sockets sockets,
            NameLookup names,
            InterfaceSearch interfaces,
            NanoClock nanoClock,
            EpochNanoClock wallClock,
            long receiverId,
            long spreadSeed) {}

    /**
     * What the driver has anyway.
     *
     * @param rejected counts datagrams that are dropped
     * @param ring gives correlation ids that nobody else has
     * @param events sees what sender and receiver do
     * @param lossReport where the receiver writes
     */
    record Core(
            CountersManager counters,
            SystemCounters system,
            DriverTime time,
            Background background,
            Resources resources,
            RejectedDatagrams rejected,
            RingBuffer ring,
            ErrorRecorder errors,
            NetworkObserver observer,
            EventLog events,
            LossReport lossReport) {}

    /** Numbers from 0 to 1, from where a seed leads to. What makes them is made for the first one. */
    private static final class Uniform implements DoubleSupplier {
        private final long seed;
        private @Nullable SplittableRandom random;

        Uniform(long seed) {
            this.seed = seed;
        }

        @Override
        public double getAsDouble() {
            SplittableRandom known = random;
            if (known == null) {
                known = new SplittableRandom(seed);
                random = known;
            }
            return known.nextDouble();
        }
    }

    /** @param wakeups by which agents wake each other, and readers of streams */
    NetworkAssembly(DriverConfig config, World world, Core core, Wakeups wakeups) {
        this.config = config;
        this.world = world;
        this.core = core;
        this.wakeups = wakeups;
        mailboxes = new Network.Mailboxes(
                new Mailbox<>(core.system().get(SystemCounter.SENDER_PROXY_FAILS), wakeups.sender()),
                new Mailbox<>(core.system().get(SystemCounter.RECEIVER_PROXY_FAILS), wakeups.receiver()),
                new Mailbox<>(core.system().get(SystemCounter.CONDUCTOR_PROXY_FAILS), wakeups.conductor()));
        rejected = core.rejected();
        waits = waits(config.threading().mode(), world.sockets().ports());
    }

    private static Waits waits(ThreadingMode mode, DatagramPorts ports) {
        PortWait wait = mode == ThreadingMode.INVOKER ? PortWait.NONE : ports.newWait();
        return new Waits(wait, mode == ThreadingMode.DEDICATED ? ports.newWait() : wait);
    }

    Waits waits() {
        return waits;
    }

    Sender sender(CycleTimes cycleTimes) {
        return new Sender(new SenderContext(
                new SenderContext.Clocks(world.nanoClock(), core.time().epochClock(), world.wallClock()),
                core.system(),
                rejected,
                mailboxes.sender(),
                mailboxes.conductor(),
                wakeups.sender(),
                world.sockets().ports().newPoller(waits.sender()),
                cycleTimes,
                SenderSettings.of(config),
                new SenderContext.Problems(core.errors(), core.errors().warnings()),
                new SenderEvents(core.events())));
    }

    Receiver receiver(CycleTimes cycleTimes) {
        return new Receiver(new ReceiverContext(
                new ReceiverContext.Clocks(world.nanoClock(), core.time().epochClock(), world.wallClock()),
                core.system(),
                rejected,
                mailboxes.receiver(),
                mailboxes.conductor(),
                world.sockets().ports().newPoller(waits.receiver()),
                core.lossReport(),
                cycleTimes,
                ReceiverSettings.of(config),
                core.errors(),
                new ReceiverEvents(core.events()),
                wakeups));
    }

    Network network() {
        ChannelResolver resolver = new ChannelResolver(
                world.names(), world.interfaces(), world.sockets().ports());
        PortOpener ports = new PortOpener(
                world.sockets().ports(),
                config.network().socket(),
                world.sockets().limits());
        RejectionCounters rejections = new RejectionCounters(core.counters(), rejected);
        SendEndpoints sendEndpoints =
                new SendEndpoints(core.counters(), ports, rejections, mailboxes.sender(), core.observer());
        ReceiveEndpoints receiveEndpoints = new ReceiveEndpoints(
                core.counters(), ports, rejections, mailboxes.receiver(), identity(), core.observer());
        NetworkPublications publications = new NetworkPublications(
                sendEndpoints,
                core.resources().sessionIds(),
                core.resources().linker(),
                mailboxes.sender(),
                core.system(),
                core.observer(),
                core.errors());
        NetworkImages images = images(receiveEndpoints);
        return new Network(
                resolver,
                ports,
                sendEndpoints,
                receiveEndpoints,
                publications,
                new PublicationOpener(config, core.counters(), publications, mailboxes.sender()),
                images,
                setups(receiveEndpoints, images, ports),
                bindings(receiveEndpoints, images),
                new ResponseOffers(),
                maintenance(resolver),
                core.resources().events(),
                mailboxes);
    }

    private NetworkImages images(ReceiveEndpoints endpoints) {
        NetworkImages.ImageTimeouts timeouts = new NetworkImages.ImageTimeouts(
                EOS_STATUS_MESSAGES * config.timeouts().statusMessageTimeoutNs(),
                config.timeouts().imageLivenessTimeoutNs());
        return new NetworkImages(
                core.resources().linker(),
                new UntetheredSubscribers(core.resources().linker(), core.observer()),
                endpoints,
                mailboxes.receiver(),
                timeouts,
                core.observer(),
                core.errors());
    }

    private SetupRequests setups(ReceiveEndpoints endpoints, NetworkImages images, PortOpener ports) {
        ImageOpener opener = new ImageOpener(
                config,
                StreamDefaults.ofNetwork(config).subscription(),
                core.counters(),
                images,
                core.resources().linker(),
                mailboxes.receiver(),
                ports,
                new ImageOpener.Numbers(core.ring(), new Uniform(world.spreadSeed())));
        return new SetupRequests(
                endpoints,
                core.resources().subscriptions(),
                opener,
                core.resources().logs(),
                mailboxes.receiver(),
                core.observer(),
                core.errors());
    }

    private ResponseBindings bindings(ReceiveEndpoints endpoints, NetworkImages images) {
        return new ResponseBindings(
                core.resources().subscriptions(),
                endpoints,
                images,
                core.resources().linker(),
                mailboxes.receiver());
    }

    private NetworkMaintenance maintenance(ChannelResolver resolver) {
        return new NetworkMaintenance(
                resolver,
                core.background(),
                mailboxes.sender(),
                mailboxes.receiver(),
                core.system().get(SystemCounter.RESOLUTION_CHANGES),
                core.errors().warnings(),
                core.observer());
    }

    private ReceiveEndpoints.ReceiverIdentity identity() {
        return new ReceiveEndpoints.ReceiverIdentity(
                world.receiverId(),
                config.subscription().groupTag(),
                config.subscription().streamSessionLimit(),
                config.network().socket().multicastTtl());
    }
}
