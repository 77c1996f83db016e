package io.tradebus.core.client;

import static java.util.Objects.requireNonNull;

import io.tradebus.core.BusException;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.CounterType;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.driver.DriverAssembly;
import io.tradebus.core.idle.Wakeups;
import io.tradebus.core.support.TestDirectories;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.agrona.IoUtil;
import org.agrona.concurrent.CachedEpochClock;
import org.agrona.concurrent.CachedNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * A directory in which drivers die and come, and a client of them, on the thread and by the clocks of the test. A driver
 * that is killed just is not run any more: nothing of it is cleaned up.
 */
final class ReconnectionFixture implements AutoCloseable {
    static final int STREAM = 1001;
    static final String IPC = "aeron:ipc?term-length=64k";

    private static final long START_MS = 1_700_000_000_000L;

    final CachedNanoClock nanoClock = new CachedNanoClock();
    final CachedEpochClock epochClock = new CachedEpochClock();
    final List<DriverLoss> losses = new ArrayList<>();
    final List<DriverReturn> returns = new ArrayList<>();
    final List<Throwable> errors = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final Wakeups wakeups = new Wakeups();
    final Client client;
    final ClientConductor conductor;
    private final Path directory = TestDirectories.create();
    private final List<Driver> drivers = new ArrayList<>();
    private final UnaryOperator<DriverConfig> change;
    private @Nullable Driver running;

    ReconnectionFixture() {
        this(config -> config);
    }

    ReconnectionFixture(UnaryOperator<DriverConfig> change) {
        this.change = change;
        // The clock is about to turn negative, as it may at any time.
        nanoClock.update(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(1));
        epochClock.update(START_MS);
        startDriver();
        ClientConfig config = ClientConfig.defaults(directory).withUseInvoker(true);
        DriverLink link = new DriverConnector(directory, 10_000, epochClock, pause -> step(1)).connect();
        ClientListener listener = new Listener();
        conductor = new ClientConductor(config, listener, link, nanoClock, epochClock, wakeups);
        client = new Client(config, listener, conductor);
    }

    /** Starts a driver that takes the directory, whoever had it. */
    void startDriver() {
        startDriver(change);
    }

    void startDriver(UnaryOperator<DriverConfig> settings) {
        DriverConfig config = DriverConfig.defaults(directory);
        config = config.withLog(config.log().withIpcTermLength(64 << 10).withTermLength(64 << 10))
                .withCounters(config.counters().withValuesLength(1 << 20))
                .withStorage(config.storage().withDeleteOnStart(true).withLowSpaceWarningThreshold(0))
                .withThreading(config.threading().withMode(ThreadingMode.INVOKER));
        Driver driver = new DriverAssembly(settings.apply(config))
                .clocks(nanoClock, epochClock)
                .start();
        drivers.add(driver);
        running = driver;
        runDriver();
    }

    /** Another client of the running driver. */
    SteppedClient otherClient() {
        return SteppedClient.connect(directory, nanoClock, epochClock);
    }

    /** Another client of the running driver, which has an exclusive publication. */
    SteppedClient otherClient(String channel) {
        SteppedClient other = otherClient();
        long id = other.client().asyncAddExclusivePublication(channel, STREAM);
        while (other.client().findExclusivePublication(id) == null) {
            pauseClient(10);
            other.client().invoker().invoke();
        }
        return other;
    }

    void killDriver() {
        running = null;
    }

    /** Ends the driver as it should be: it says so. */
    void stopDriver() {
        requireNonNull(running).close();
        running = null;
    }

    /** Runs the driver again that was killed, as if it had only been stopped. */
    void resumeDriver() {
        running = drivers.get(drivers.size() - 1);
    }

    /** Lets time pass, a millisecond at a time. */
    void step(int milliseconds) {
        for (int i = 0; i < milliseconds; i++) {
            advance(1);
            runDriver();
            if (isClientRunning()) {
                client.invoker().invoke();
            }
        }
    }

    /** Lets time pass, and has something happen to the logs of publications before the client hears of them. */
    void stepUntilBack(Consumer<File> beforeLogIsMapped) {
        for (int i = 0; i < 60_000 && returns.isEmpty(); i++) {
            advance(1);
            runDriver();
            for (File log :
                    requireNonNull(directory.resolve("publications").toFile().listFiles())) {
                beforeLogIsMapped.accept(log);
            }
            client.invoker().invoke();
        }
    }

    /** Lets time pass while the client does not run. */
    void pauseClient(int milliseconds) {
        for (int i = 0; i < milliseconds; i += 10) {
            advance(10);
            runDriver();
        }
    }

    void stepUntil(String what, BooleanSupplier condition) {
        for (int i = 0; i < 60_000; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            step(1);
        }
        throw new AssertionError("not within a minute: " + what);
    }

    void loseDriver() {
        int before = losses.size();
        killDriver();
        stepUntil("the driver is lost", () -> losses.size() > before);
    }

    void restart() {
        int before = returns.size();
        startDriver();
        stepUntil("everything is added again", () -> returns.size() > before);
    }

    ConcurrentPublication publication(String channel) {
        return await(client.asyncAddPublication(channel, STREAM), client::findPublication);
    }

    ExclusivePublication exclusive(String channel) {
        return await(client.asyncAddExclusivePublication(channel, STREAM), client::findExclusivePublication);
    }

    Subscription subscription(String channel) {
        return await(
                client.asyncAddSubscription(
                        channel,
                        STREAM,
                        image -> told.add("available " + image.sessionId()),
                        image -> told.add("unavailable " + image.sessionId() + " " + image.position())),
                client::findSubscription);
    }

    /** What clients ask of the driver, in forms that wait for nothing. */
    ClientRequests requests() {
        return conductor.requests();
    }

    /** Returns a request that the driver has answered. */
    long await(long request) {
        stepUntil("answered", () -> requests().isDone(request));
        return request;
    }

    <T> T await(long id, LongFunction<@Nullable T> find) {
        for (int i = 0; i < 10_000; i++) {
            T found = find.apply(id);
            if (found != null) {
                return found;
            }
            step(1);
        }
        throw new AssertionError("no answer");
    }

    /** A destination that only the test knows. */
    static String to(int port) {
        return "aeron:udp?endpoint=127.0.0.1:" + port;
    }

    /** Destinations of all endpoints that the driver sends by, once the sender has heard of them. */
    long sendDestinations() {
        step(100);
        CountersReader counters = client.counters();
        long[] count = {0};
        counters.forEach((id, typeId, key, label) ->
                count[0] += typeId == CounterType.DESTINATIONS.id() ? counters.getCounterValue(id) : 0);
        return count[0];
    }

    /** Counters of a type that the driver has. */
    int countersOf(CounterType type) {
        int[] count = {0};
        client.counters().forEach((id, typeId, key, label) -> count[0] += typeId == type.id() ? 1 : 0);
        return count[0];
    }

    void connect(Publication publication, Subscription subscription) {
        stepUntil(
                "connected",
                () -> publication.isConnected() && subscription.imageBySessionId(publication.sessionId()) != null);
    }

    /** Offers one number and requires that it is taken. Returns the position after it. */
    long offer(Publication publication, long number) {
        long position = tryOffer(publication, number);
        if (position < 0) {
            throw new AssertionError("offer returned " + position);
        }
        return position;
    }

    static long tryOffer(Publication publication, long number) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[8]);
        message.putLong(0, number);
        return publication.offer(message, 0, 8);
    }

    /** Polls once for each image and returns the numbers that came. */
    static List<Long> poll(Subscription subscription) {
        List<Long> numbers = new ArrayList<>();
        subscription.poll((buffer, offset, length, header) -> numbers.add(buffer.getLong(offset)), 1000);
        return numbers;
    }

    private void advance(long milliseconds) {
        nanoClock.update(nanoClock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds));
        epochClock.update(epochClock.time() + milliseconds);
    }

    private void runDriver() {
        Driver driver = running;
        if (driver != null) {
            driver.invoker().invoke();
        }
    }

    @SuppressWarnings("ConstantValue")
    private boolean isClientRunning() {
        return client != null && !client.isClosed();
    }

    @Override
    public void close() {
        conductor.close();
        client.close();
        drivers.forEach(Driver::close);
        IoUtil.delete(directory.toFile(), true);
    }

    private final class Listener implements ClientListener {
        @Override
        public void onDriverLost(DriverLoss loss) {
            losses.add(loss);
            told.add("lost");
        }

        @Override
        public void onDriverBack(DriverReturn back) {
            returns.add(back);
            told.add("back");
        }

        @Override
        public void onError(Throwable error) {
            errors.add(error);
        }

        @Override
        public void onClosed(@Nullable BusException cause) {
            told.add("closed " + cause);
        }
    }
}
