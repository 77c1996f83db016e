package io.tradebus.core.runtime;

import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.TestDirectories;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;

/** A runtime with an embedded driver in which everything runs on the thread of the test, in a directory of its own. */
final class InvokedBus implements AutoCloseable {
    static final StreamDefinition ORDERS = StreamDefinition.of("orders", "aeron:ipc?term-length=64k", 1001);
    static final StreamDefinition FILLS = StreamDefinition.of("fills", "aeron:ipc?term-length=64k", 1002);

    private final BusRuntime runtime;
    private final List<ListenerAgent> agents = new ArrayList<>();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[32 << 10]);

    InvokedBus(RuntimeObserver observer) {
        this(observer, RuntimeSettings.DEFAULT);
    }

    InvokedBus(RuntimeObserver observer, RuntimeSettings settings) {
        DriverConfig driver = smallDriver(newDirectory());
        runtime = BusRuntime.embedded(
                driver.withThreading(driver.threading().withMode(ThreadingMode.INVOKER)),
                ClientConfig.defaults(driver.directory()),
                List.of(),
                settings,
                observer);
    }

    /** A directory that is not there yet, in memory if possible. */
    static Path newDirectory() {
        return TestDirectories.create().resolve("driver");
    }

    /** Deletes what {@link #newDirectory()} made. */
    static void deleteDirectory(Path directory) {
        Path parent = directory.getParent();
        if (parent != null) {
            new DriverDirectory(parent).delete();
        }
    }

    /** A driver that takes little space and gives it back. */
    static DriverConfig smallDriver(Path directory) {
        DriverConfig defaults = DriverConfig.defaults(directory);
        return defaults.withStorage(
                        defaults.storage().withDeleteOnShutdown(true).withLowSpaceWarningThreshold(0))
                .withCounters(defaults.counters().withValuesLength(1 << 20))
                .withThreading(defaults.threading().withMode(ThreadingMode.SHARED))
                .withLog(defaults.log().withIpcTermLength(64 << 10));
    }

    BusRuntime runtime() {
        return runtime;
    }

    ListenerAgent listener(ListenerDefinition definition, MessageHandler handler, FailureHandler failures) {
        ListenerAgent agent = runtime.listener(definition, handler, failures);
        agents.add(agent);
        return agent;
    }

    ListenerAgent listener(ListenerDefinition definition, Supplier<ListenerWork> work) {
        ListenerAgent agent = runtime.listener(definition, work);
        agents.add(agent);
        return agent;
    }

    /** Offers a message of one long, again until it is accepted, and returns the position after it. */
    long send(BusPublisher publisher, long value) {
        message.putLong(0, value);
        return send(publisher, value, Long.BYTES);
    }

    /** Offers a message of some length that begins with a long. */
    long send(BusPublisher publisher, long value, int length) {
        message.putLong(0, value);
        long[] result = new long[1];
        runUntil("accepted: " + value, () -> {
            result[0] = publisher.offer(message, 0, length);
            return result[0] > 0;
        });
        return result[0];
    }

    /** Runs everything once. */
    void cycle() {
        runtime.doWork();
        for (ListenerAgent agent : agents) {
            if (agent.state() != ListenerState.CLOSED) {
                runOnce(agent);
            }
        }
    }

    void cycles(int count) {
        for (int i = 0; i < count; i++) {
            cycle();
        }
    }

    void runUntil(String what, BooleanSupplier condition) {
        Await.until(what, () -> {
            cycle();
            return condition.getAsBoolean();
        });
    }

    private static void runOnce(ListenerAgent agent) {
        try {
            agent.doWork();
        } catch (Exception e) {
            throw new IllegalStateException("the duty cycle of a listener must not throw", e);
        }
    }

    @Override
    public void close() {
        runtime.close();
        deleteDirectory(runtime.directory());
    }
}
