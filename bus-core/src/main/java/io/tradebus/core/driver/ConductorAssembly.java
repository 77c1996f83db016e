package io.tradebus.core.driver;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.PublicationConfig;
import io.tradebus.core.config.TimeoutConfig;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.counters.SystemCounters;
import io.tradebus.core.driver.conductor.Conductor;
import io.tradebus.core.driver.conductor.DriverTime;
import io.tradebus.core.driver.conductor.RingWatch;
import io.tradebus.core.driver.conductor.TimerPass;
import io.tradebus.core.driver.conductor.command.ClientCommandReader;
import io.tradebus.core.driver.conductor.command.ClientCommands;
import io.tradebus.core.driver.conductor.command.MediaCommands;
import io.tradebus.core.driver.conductor.command.StreamDefaults;
import io.tradebus.core.driver.conductor.command.Termination;
import io.tradebus.core.driver.conductor.network.NetworkOnDemand;
import io.tradebus.core.driver.conductor.resource.Background;
import io.tradebus.core.driver.conductor.resource.ClientCounters;
import io.tradebus.core.driver.conductor.resource.ClientEvents;
import io.tradebus.core.driver.conductor.resource.Clients;
import io.tradebus.core.driver.conductor.resource.ErrorRecorder;
import io.tradebus.core.driver.conductor.resource.ImageLinker;
import io.tradebus.core.driver.conductor.resource.IpcPublications;
import io.tradebus.core.driver.conductor.resource.LogStore;
import io.tradebus.core.driver.conductor.resource.PublicationLifecycle;
import io.tradebus.core.driver.conductor.resource.PublicationLinks;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.conductor.resource.SessionIds;
import io.tradebus.core.driver.conductor.resource.Subscriptions;
import io.tradebus.core.driver.exchange.CycleTimes;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.idle.Wakeups;
import java.util.function.IntSupplier;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.status.CountersManager;

/**
 * Builds the conductor of a driver: first what it owns, then, when there is a network that shares it, the duty cycle
 * and what clients may ask for.
 */
final class ConductorAssembly {
    private static final long HEARTBEAT_CLOSED = -1;

    private final DriverConfig config;
    private final Core core;
    private final IntSupplier randomInts;
    private final Termination termination;

    /**
     * What the driver has anyway.
     *
     * @param ring where clients ask
     * @param events sees what the conductor does
     */
    record Core(
            ControlFile control,
            ManyToOneRingBuffer ring,
            CountersManager counters,
            SystemCounters system,
            DriverTime time,
            Background background,
            ErrorRecorder errors,
            DriverObserver observer,
            EventAssembly events,
            Wakeups wakeups) {}

    /** Tells clients that the driver is gone. */
    private record Farewell(ManyToOneRingBuffer ring, Wakeups wakeups, ControlFile control) implements Runnable {
        @Override
        public void run() {
            ring.consumerHeartbeatTime(HEARTBEAT_CLOSED);
            wakeups.isDriverHere(false);
            control.force();
        }
    }

    /**
     * @param randomInts where automatic session ids begin, and where streams begin whose publisher does not say
     * @param termination who may end the driver, and how
     */
    ConductorAssembly(DriverConfig config, Core core, IntSupplier randomInts, Termination termination) {
        this.config = config;
        this.core = core;
        this.randomInts = randomInts;
        this.termination = termination;
    }

    /** What exists in the driver and belongs to the conductor. */
    Resources resources(LogStore logs) {
        CountersManager counters = core.counters();
        SystemCounters system = core.system();
        DriverObserver observer = core.observer();
        TimeoutConfig timeouts = config.timeouts();
        PublicationConfig publication = config.publication();
        ClientEvents events = new ClientEvents(
                new BroadcastTransmitter(core.control().toClientsBuffer()),
                core.events().conductor(),
                core.wakeups().clients());
        Clients clients = new Clients(
                counters,
                events,
                system.get(SystemCounter.CLIENT_TIMEOUTS),
                core.time().epochClock(),
                Math.max(1, timeouts.clientLivenessTimeoutNs() / 1_000_000),
                observer);
        ImageLinker linker = new ImageLinker(counters, events, observer, core.errors());
        Subscriptions subscriptions = new Subscriptions(linker, observer);
        SessionIds sessionIds = new SessionIds(
                publication.reservedSessionIdLow(), publication.reservedSessionIdHigh(), randomInts.getAsInt());
        PublicationLifecycle lifecycle = new PublicationLifecycle(
                linker,
                subscriptions,
                sessionIds,
                system.get(SystemCounter.UNBLOCKED_PUBLICATIONS),
                system.get(SystemCounter.PUBLICATIONS_REVOKED),
                observer);
        IpcPublications publications = new IpcPublications(
                lifecycle, counters, timeouts.publicationUnblockTimeoutNs(), observer, core.errors());
        return new Resources(
                clients,
                new ClientCounters(counters, events),
                subscriptions,
                publications,
                new PublicationLinks(),
                sessionIds,
                linker,
                logs,
                core.background(),
                events);
    }

    /** @param watch looks after what is not the conductor's, once each timer interval */
    Conductor conductor(Resources resources, NetworkOnDemand network, Runnable watch) {
        ManyToOneRingBuffer ring = core.ring();
        SystemCounters system = core.system();
        CycleTimes cycleTimes = new CycleTimes(
                system.get(SystemCounter.CONDUCTOR_MAX_CYCLE_TIME),
                system.get(SystemCounter.CONDUCTOR_CYCLE_TIME_EXCEEDED),
                config.threading().cycleThresholds().conductorNs());
        RingWatch ringWatch = new RingWatch(
                ring,
                system.get(SystemCounter.UNBLOCKED_COMMANDS),
                config.timeouts().clientLivenessTimeoutNs());
        ClientCommandReader reader = new ClientCommandReader(
                resources,
                new MediaCommands(
                        resources,
                        network,
                        resources.background(),
                        StreamDefaults.ofIpc(config),
                        StreamDefaults.ofNetwork(config),
                        randomInts),
                termination,
                system.get(SystemCounter.IMAGES_REJECTED),
                config.timeouts().imageLivenessTimeoutNs(),
                core.errors().warnings());
        return new Conductor(
                core.time(),
                cycleTimes,
                new TimerPass(resources, network, ring, ringWatch, watch),
                new ClientCommands(
                        ring,
                        reader,
                        resources.events(),
                        core.errors(),
                        network,
                        core.events().conductor()),
                resources,
                network,
                config.timeouts().timerIntervalNs(),
                new Farewell(ring, core.wakeups(), core.control()));
    }
}
