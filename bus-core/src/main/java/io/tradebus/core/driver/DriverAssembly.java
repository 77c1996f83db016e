package io.tradebus.core.driver;

import io.tradebus.core.BusException;
import io.tradebus.core.config.CycleThresholds;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.LossConfig;
import io.tradebus.core.config.TerminationPolicy;
import io.tradebus.core.config.ThreadingConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.SoftwareVersion;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.counters.SystemCounters;
import io.tradebus.core.driver.conductor.Conductor;
import io.tradebus.core.driver.conductor.DriverTime;
import io.tradebus.core.driver.conductor.command.Termination;
import io.tradebus.core.driver.conductor.network.NetworkOnDemand;
import io.tradebus.core.driver.conductor.resource.Background;
import io.tradebus.core.driver.conductor.resource.ErrorRecorder;
import io.tradebus.core.driver.conductor.resource.LogStore;
import io.tradebus.core.driver.conductor.resource.LogStoreCounters;
import io.tradebus.core.driver.conductor.resource.Resources;
import io.tradebus.core.driver.exchange.BackgroundTasks;
import io.tradebus.core.driver.exchange.RejectedDatagrams;
import io.tradebus.core.driver.media.DatagramPorts;
import io.tradebus.core.driver.media.InterfaceSearch;
import io.tradebus.core.driver.media.LossyPorts;
import io.tradebus.core.driver.media.NameLookup;
import io.tradebus.core.driver.media.NioDatagramPorts;
import io.tradebus.core.driver.media.SocketBufferCheck;
import io.tradebus.core.driver.media.SocketBufferLimits;
import io.tradebus.core.driver.media.SystemInterfaces;
import io.tradebus.core.driver.media.SystemNames;
import io.tradebus.core.driver.media.linux.PortChoice;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.StorageCheck;
import io.tradebus.core.idle.ClientCensus;
import io.tradebus.core.idle.Wakeups;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;
import org.agrona.SystemUtil;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/**
 * Builds a driver. What is not configuration is told here: clocks, randomness, who observes, what a request to
 * terminate does. Tests hand in clocks of their own and drive the conductor by the invoker, on one thread.
 *
 * <p>{@link #start} has the order of docs/shared-memory.md#driver-start-up-order: counters, buffers, one correlation
 * id, heartbeat, and last the version, by which clients know that all else is in place.
 */
public final class DriverAssembly {
    private final DriverConfig config;
    private NanoClock nanoClock = SystemNanoClock.INSTANCE;
    private EpochClock epochClock = SystemEpochClock.INSTANCE;
    private EpochNanoClock wallClock = SystemEpochNanoClock.INSTANCE;
    private IntSupplier randomInts = SystemRandom.INSTANCE;
    private @Nullable DatagramPorts datagramPorts;
    private NameLookup names = new SystemNames();
    private InterfaceSearch interfaces = new SystemInterfaces();
    private LongSupplier randomLongs = SystemRandom.INSTANCE;
    private StorageCheck.UsableSpace usableSpace = StorageCheck.UsableSpace.OF_SYSTEM;
    private DriverObserver observer = DriverObserver.NONE;
    private @Nullable Runnable terminationHook;
    private Termination.@Nullable Validator terminationValidator;
    private @Nullable Consumer<ThreadAssembly.Agents> agentsWatch;
    private final FallbackLog fallback;
    private final Reports reports;
    // What the driver's threads will close, as long as there are none.
    private NamesAssembly.@Nullable Names openedNames;

    /** Tells the observer that somebody wants to end the driver. */
    private record TerminationNotice(DriverObserver observer) implements Runnable {
        @Override
        public void run() {
            observer.onTerminationRequested();
        }
    }

    /** Starts the thread of the event log as soon as somebody wants events. */
    private record EventWatch(EventLogThread thread) implements Runnable {
        @Override
        public void run() {
            thread.startIfWanted();
        }
    }

    public DriverAssembly(DriverConfig config) {
        // Asked for last: the answer takes the JVM's management interface, which is slow to start.
        boolean isDebugged = config.operation().debugTimeoutNs() != 0 && SystemUtil.isDebuggerAttached();
        this.config = isDebugged ? config.whileDebugged() : config;
        fallback = FallbackLog.of(config.operation().fallbackLogger());
        reports = new Reports(fallback);
    }

    public DriverAssembly clocks(NanoClock nanoClock, EpochClock epochClock) {
        this.nanoClock = nanoClock;
        this.epochClock = epochClock;
        wallClock = () -> TimeUnit.MILLISECONDS.toNanos(epochClock.time());
        return this;
    }

    /** Where automatic session ids begin, and where streams begin whose publisher does not say. */
    public DriverAssembly randomInts(IntSupplier randomInts) {
        this.randomInts = randomInts;
        return this;
    }

    /** Where receiver ids begin, and by which receivers of a group spread their requests. */
    public DriverAssembly randomLongs(LongSupplier randomLongs) {
        this.randomLongs = randomLongs;
        return this;
    }

    /** What takes the place of the system's sockets. */
    public DriverAssembly datagramPorts(DatagramPorts datagramPorts) {
        this.datagramPorts = datagramPorts;
        return this;
    }

    /** What takes the place of the system's names and interfaces. */
    public DriverAssembly addresses(NameLookup names, InterfaceSearch interfaces) {
        this.names = names;
        this.interfaces = interfaces;
        return this;
    }

    /** How usable space is found out. */
    public DriverAssembly usableSpace(StorageCheck.UsableSpace usableSpace) {
        this.usableSpace = usableSpace;
        return this;
    }

    public DriverAssembly observer(DriverObserver observer) {
        observe(new GuardedObserver(reports, observer));
        return this;
    }

    /** What begins to end the driver when somebody who may asks for it. Runs once, on the conductor's thread. */
    public DriverAssembly terminationHook(Runnable terminationHook) {
        this.terminationHook = terminationHook;
        return this;
    }

    /** Who may end the driver, in place of what the configuration says. */
    public DriverAssembly terminationValidator(Termination.Validator validator) {
        terminationValidator = validator;
        return this;
    }

    /** Who is shown the loops of the driver before they start. */
    DriverAssembly agentsWatch(Consumer<ThreadAssembly.Agents> agentsWatch) {
        this.agentsWatch = agentsWatch;
        return this;
    }

    /** Builds the driver and starts it. See {@link Driver#start(DriverConfig, DriverObserver)}. */
    public Driver start() {
        StorageCheck check = storageCheck();
        DriverFiles files = DriverFiles.create(config, epochClock, check, reports);
        try {
            return start(files, check);
        } catch (RuntimeException e) {
            giveUp(files);
            throw e instanceof BusException ? e : new BusException("the driver could not be started: " + e, e);
        } catch (Error e) {
            giveUp(files);
            throw e;
        }
    }

    private void observe(DriverObserver observer) {
        this.observer = observer;
        reports.observer(observer);
    }

    private void giveUp(DriverFiles files) {
        CloseHelper.quietClose(openedNames);
        files.close(true);
    }

    private Driver start(DriverFiles files, StorageCheck check) {
        ControlFile control = files.control();
        DriverTime time = new DriverTime(nanoClock, epochClock);
        CountersManager counters = new CountersManager(
                control.counterMetadataBuffer(),
                control.counterValuesBuffer(),
                StandardCharsets.US_ASCII,
                time.epochClock(),
                config.counters().freeToReuseTimeoutMs());
        SystemCounters system = SystemCounters.allocate(counters, facts());
        ManyToOneRingBuffer ring = new ManyToOneRingBuffer(control.toDriverBuffer());
        ErrorRecorder recorder = new ErrorRecorder(
                new DistinctErrorLog(control.errorLogBuffer(), epochClock, StandardCharsets.US_ASCII),
                system.get(SystemCounter.ERRORS),
                observer,
                fallback,
                epochClock);
        reports.errors(recorder);
        EventAssembly events =
                new EventAssembly(config.operation().eventLog(), files.events(), wallClock, reports, recorder);
        Wakeups wakeups = new Wakeups();
        wakeups.isDriverHere(true);
        GuardedObserver guarded = new GuardedObserver(
                reports, observer, events.observer(), new CensusObserver(new ClientCensus(wakeups)));
        observe(guarded);
        RejectedDatagrams rejected = new RejectedDatagrams(system.get(SystemCounter.INVALID_PACKETS));
        DatagramPorts sockets = events.watching(sockets(recorder, counters, guarded));
        NetworkAssembly.Sockets checked = checked(sockets);
        NamesAssembly naming = new NamesAssembly(config, names, nanoClock, observer, recorder.warnings());
        NamesAssembly.Names found = naming.assemble(sockets, counters, system, rejected);
        openedNames = found;
        BackgroundTasks tasks = newBackground(wakeups);
        Background background = new Background(tasks, system.get(SystemCounter.ASYNC_EXECUTOR_PROXY_FAILS));
        ConductorAssembly conductorAssembly = new ConductorAssembly(
                config,
                new ConductorAssembly.Core(
                        control, ring, counters, system, time, background, recorder, observer, events, wakeups),
                randomInts,
                new Termination(
                        validator(), terminationHook == null ? new TerminationNotice(guarded) : terminationHook));
        Resources resources = conductorAssembly.resources(logStore(files, check, system, background));
        NetworkMaker networkMaker = new NetworkMaker(
                config,
                world(checked, found.lookup()),
                new NetworkAssembly.Core(
                        counters,
                        system,
                        time,
                        background,
                        resources,
                        rejected,
                        ring,
                        recorder,
                        observer,
                        events.log(),
                        files.lossReport()),
                wakeups);
        Conductor conductor =
                conductorAssembly.conductor(resources, new NetworkOnDemand(networkMaker), eventWatch(events));
        system.get(SystemCounter.BYTES_MAPPED).getAndAdd(files.length());
        ThreadAssembly.Agents loops = new ThreadAssembly.Agents(
                conductor, networkMaker.sender(), networkMaker.receiver(), found.gossip(), events.agent());
        if (agentsWatch != null) {
            agentsWatch.accept(loops);
        }
        DriverThreads threads = new ThreadAssembly(config.threading(), counters.valuesBuffer(), recorder, wakeups)
                .threads(loops, tasks, networkMaker.waits());
        publish(control, ring);
        events.conductor().onText("driver started in " + config.directory());
        eventWatch(events).run();
        // Whatever becomes of the threads, they close what they have.
        openedNames = null;
        try {
            threads.start();
        } catch (RuntimeException | Error failure) {
            events.thread().close();
            throw failure;
        }
        Driver driver = new Driver(config, files, threads, events.thread(), counters, wakeups);
        observer.onStarted(driver);
        return driver;
    }

    /**
     * Starts the thread of the event log as soon as somebody wants events. A driver without threads needs none for
     * that.
     */
    private Runnable eventWatch(EventAssembly events) {
        return config.threading().mode() == ThreadingMode.INVOKER ? () -> {} : new EventWatch(events.thread());
    }

    /** @param notices told what stands in no error log */
    private DatagramPorts sockets(ErrorRecorder recorder, CountersManager counters, Consumer<String> notices) {
        DatagramPorts given = datagramPorts;
        if (given != null) {
            return given;
        }
        return PortChoice.around(
                new NioDatagramPorts(recorder),
                config.network().socket().datagramIo(),
                recorder,
                counters,
                nanoClock,
                notices);
    }

    private NetworkAssembly.Sockets checked(DatagramPorts sockets) {
        SocketBufferLimits limits = sockets.probe();
        List<String> notices = SocketBufferCheck.check(
                limits,
                config.network().socket(),
                config.log().mtuLength(),
                config.subscription().initialWindowLength());
        for (String notice : notices) {
            observer.onWarning(notice);
        }
        LossConfig loss = config.network().loss();
        DatagramPorts ports = loss.losesNothing() ? sockets : LossyPorts.around(sockets, loss, randomLongs);
        return new NetworkAssembly.Sockets(ports, limits);
    }

    private NetworkAssembly.World world(NetworkAssembly.Sockets sockets, NameLookup lookup) {
        return new NetworkAssembly.World(
                sockets, lookup, interfaces, nanoClock, wallClock, randomLongs.getAsLong(), randomLongs.getAsLong());
    }

    private void publish(ControlFile control, ManyToOneRingBuffer ring) {
        // Nobody gets correlation id 0, which stands for "which one is not known".
        ring.nextCorrelationId();
        ring.consumerHeartbeatTime(epochClock.time());
        control.publishVersion();
        control.force();
    }

    private StorageCheck storageCheck() {
        return new StorageCheck(
                config.directory(),
                config.storage().performChecks(),
                config.storage().lowSpaceWarningThreshold(),
                usableSpace,
                reports);
    }

    private SystemCounters.Facts facts() {
        CycleThresholds thresholds = config.threading().cycleThresholds();
        return new SystemCounters.Facts(
                SoftwareVersion.COMPATIBLE,
                config.threading().mode().name(),
                thresholds.conductorNs(),
                thresholds.senderNs(),
                thresholds.receiverNs(),
                thresholds.nameResolverNs(),
                config.network().resolver().name());
    }

    private @Nullable BackgroundTasks newBackground(Wakeups wakeups) {
        ThreadingConfig threading = config.threading();
        return threading.asyncExecutorEnabled() && threading.mode() != ThreadingMode.INVOKER
                ? new BackgroundTasks(wakeups.conductor())
                : null;
    }

    private Termination.Validator validator() {
        Termination.Validator validator = terminationValidator;
        if (validator != null) {
            return validator;
        }
        return config.operation().termination() == TerminationPolicy.ALLOW
                ? Termination.Validator.ALLOW
                : Termination.Validator.DENY;
    }

    private LogStore logStore(DriverFiles files, StorageCheck check, SystemCounters system, Background background) {
        LogStoreCounters counters =
                new LogStoreCounters(system.get(SystemCounter.BYTES_MAPPED), system.get(SystemCounter.FREE_FAILS));
        return new LogStore(files.directory(), check, config.storage().resourceFreeLimit(), counters, background);
    }
}
