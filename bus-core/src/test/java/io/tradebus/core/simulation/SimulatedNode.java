package io.tradebus.core.simulation;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.ConcurrentPublication;
import io.tradebus.core.client.ExclusivePublication;
import io.tradebus.core.client.SteppedClient;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.FallbackLogger;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.EvidenceCounter;
import io.tradebus.core.counters.StreamCounter;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.driver.DriverAssembly;
import io.tradebus.core.driver.DriverObserver;
import io.tradebus.core.driver.RawClient;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.format.control.ControlFileLayout;
import io.tradebus.core.support.TestDirectories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/** A machine with a driver, a client of it, and what an application does with the client. */
final class SimulatedNode implements AutoCloseable {
    private static final Set<Integer> LASTING_COUNTERS = Set.of(
            CounterType.SYSTEM.id(), CounterType.CLIENT_HEARTBEAT.id(), EvidenceCounter.REJECTED_DATAGRAMS_TYPE_ID);

    private static final int ANSWER_CYCLES = 200;

    // Session ids of simulations are small, unlike those of damaged datagrams.
    private static final int SESSION_ID_MASK = 0x00FF_FFFF;

    private final SimulatedPorts ports;
    private final SimulatedClock clock;
    private final Random random;
    private final UnaryOperator<DriverConfig> change;
    private final Path directory = TestDirectories.create();
    private final List<Actor> actors = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private @Nullable Driver driver;
    private @Nullable SteppedClient client;
    private long pausedUntilNs;

    /** What an application does again and again. */
    @FunctionalInterface
    interface Actor {
        /** Does some of it and returns how much, 0 for nothing. */
        int doWork();
    }

    SimulatedNode(SimulatedPorts ports, SimulatedClock clock, long seed, UnaryOperator<DriverConfig> change) {
        this.ports = ports;
        this.clock = clock;
        this.change = change;
        random = new Random(seed);
    }

    /** Starts the driver and connects the client. */
    void start() {
        DriverConfig config = change.apply(smallConfig(directory));
        driver = new DriverAssembly(config)
                .clocks(clock.nanoClock(), clock.epochClock())
                .randomInts(() -> random.nextInt() & SESSION_ID_MASK)
                .randomLongs(random::nextLong)
                .datagramPorts(ports)
                .addresses(ports, ports)
                .observer(new Observer())
                .start();
        client = SteppedClient.connect(directory, clock.nanoClock(), clock.epochClock());
    }

    /** Ends client and driver as an application does that ends; datagrams may still be sent. */
    void stop() {
        SteppedClient connected = client;
        Driver running = driver;
        client = null;
        driver = null;
        actors.clear();
        if (connected != null) {
            connected.close();
        }
        if (running != null) {
            running.close();
        }
    }

    /** Ends everything at once: nobody hears a word of it. */
    void crash() {
        ports.setSendRoom(0);
        stop();
        ports.setSendRoom(Long.MAX_VALUE);
    }

    boolean isRunning() {
        return driver != null;
    }

    /** Lets nothing of this node run until a time, in nanoseconds since the simulation began. */
    void pauseUntil(long elapsedNs) {
        pausedUntilNs = elapsedNs;
    }

    String name() {
        return ports.name();
    }

    SimulatedPorts ports() {
        return ports;
    }

    /** A channel to this node. */
    String channel(int port) {
        return "aeron:udp?endpoint=" + ports.endpoint(port);
    }

    Driver driver() {
        return require(driver);
    }

    Client client() {
        return require(client).client();
    }

    Random random() {
        return random;
    }

    void act(Actor actor) {
        actors.add(actor);
    }

    void stopActing(Actor actor) {
        actors.remove(actor);
    }

    /** What the driver said is wrong, since it was asked last. */
    List<Throwable> takeErrors() {
        List<Throwable> taken = List.copyOf(errors);
        errors.clear();
        return taken;
    }

    List<String> warnings() {
        return warnings;
    }

    ConcurrentPublication publish(String channel, int streamId) {
        long id = client().asyncAddPublication(channel, streamId);
        return await(() -> client().findPublication(id));
    }

    ExclusivePublication publishExclusively(String channel, int streamId) {
        long id = client().asyncAddExclusivePublication(channel, streamId);
        return await(() -> client().findExclusivePublication(id));
    }

    /** Subscribes, and reads with the given reader from now on. */
    Subscription subscribe(String channel, int streamId) {
        long id = client().asyncAddSubscription(channel, streamId);
        return await(() -> client().findSubscription(id));
    }

    /** Has a subscription receive by a destination as well. */
    void addDestination(Subscription subscription, String channel) {
        long id = subscription.asyncAddDestination(channel);
        await(() -> subscription.isDestinationChanged(id) ? Boolean.TRUE : null);
    }

    void removeDestination(Subscription subscription, String channel) {
        long id = subscription.asyncRemoveDestination(channel);
        await(() -> subscription.isDestinationChanged(id) ? Boolean.TRUE : null);
    }

    /** Subscribes and reads whatever comes. */
    Reader read(String channel, int streamId) {
        Reader reader = new Reader(subscribe(channel, streamId));
        act(reader);
        return reader;
    }

    /** Has the driver asked for something that needs no client, and waits until it has done it. */
    void ask(Consumer<RawClient> request) {
        try (ControlFile control = ControlFile.map(directory.resolve(ControlFileLayout.FILE_NAME))) {
            request.accept(new RawClient(new ManyToOneRingBuffer(control.toDriverBuffer())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < ANSWER_CYCLES; i++) {
            cycle();
        }
    }

    long counter(SystemCounter counter) {
        return driver().counters().getCounterValue(counter.id());
    }

    /** The value of the counter of a type that is about a publication, image or subscription. */
    long counter(CounterType type, long registrationId) {
        CountersReader counters = driver().counters();
        int id = StreamCounter.find(counters, type, registrationId);
        if (id == CountersReader.NULL_COUNTER_ID) {
            throw new AssertionError("no counter " + type + " of " + registrationId + " at " + name());
        }
        return counters.getCounterValue(id);
    }

    /** Counters of channels and streams, which go when these are closed. */
    int streamCounters() {
        CountersReader counters = driver().counters();
        int count = 0;
        for (int id = 0; id <= counters.maxCounterId(); id++) {
            int state = counters.getCounterState(id);
            if (state == CountersReader.RECORD_UNUSED) {
                break;
            }
            boolean isInUse = state == CountersReader.RECORD_ALLOCATED;
            count += isInUse && !LASTING_COUNTERS.contains(counters.getCounterTypeId(id)) ? 1 : 0;
        }
        return count;
    }

    /** Names of the log files there are. */
    List<String> logFiles() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".logbuffer"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs everything once, and returns how much the application did. */
    int doWork() {
        if (driver == null || clock.elapsedNs() < pausedUntilNs) {
            return 0;
        }
        cycle();
        int work = 0;
        for (Actor actor : List.copyOf(actors)) {
            work += actor.doWork();
        }
        return work;
    }

    /** Counters and errors, for the message of a failure. */
    String describe() {
        StringBuilder text = new StringBuilder("node ")
                .append(name())
                .append(' ')
                .append(ports.address())
                .append('\n');
        if (driver != null) {
            driver.counters().forEach((value, id, label) -> {
                if (value != 0) {
                    text.append("  ").append(label).append(" = ").append(value).append('\n');
                }
            });
        }
        errors.forEach(error -> text.append("  ").append(error).append('\n'));
        return text.toString();
    }

    @Override
    public void close() {
        stop();
    }

    private void cycle() {
        driver().invoker().invoke();
        client().invoker().invoke();
    }

    /** Runs this node alone, while the clock stands, until the driver has answered. */
    private <T> T await(Supplier<@Nullable T> find) {
        for (int i = 0; i < ANSWER_CYCLES; i++) {
            T found = find.get();
            if (found != null) {
                return found;
            }
            cycle();
        }
        throw new AssertionError("the driver of " + name() + " did not answer");
    }

    private <T> T require(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("node " + name() + " is not running");
        }
        return part;
    }

    private static DriverConfig smallConfig(Path directory) {
        DriverConfig config = DriverConfig.defaults(directory);
        return config.withLog(config.log().withIpcTermLength(64 << 10).withTermLength(64 << 10))
                .withCounters(config.counters().withValuesLength(1 << 20))
                .withStorage(config.storage().withDeleteOnShutdown(true).withLowSpaceWarningThreshold(0))
                .withOperation(config.operation().withFallbackLogger(FallbackLogger.NO_OP))
                .withThreading(config.threading().withMode(ThreadingMode.INVOKER));
    }

    private final class Observer implements DriverObserver {
        @Override
        public void onError(Throwable error) {
            errors.add(error);
        }

        @Override
        public void onWarning(String text) {
            warnings.add(text);
        }
    }
}
