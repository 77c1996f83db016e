package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.StorageConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import io.tradebus.core.support.TestDirectories;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stock client on a driver with real threads and clocks. */
class DriverModesIT {
    private static final int MESSAGES = 20_000;
    private static final String UDP = "aeron:udp?endpoint=127.0.0.1:0|term-length=64k";

    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final Path directory = TestDirectories.create();

    @AfterEach
    void deleteDirectory() {
        assertThat(errors).isEmpty();
        new DriverDirectory(directory).delete();
    }

    @ParameterizedTest
    @CsvSource({"DEDICATED, true", "DEDICATED, false", "SHARED_NETWORK, true", "SHARED, true", "SHARED, false"})
    @Conformance({"DB-8", "DB-9"})
    void aStockClientIsServedInEachMode(ThreadingMode mode, boolean isExecutorEnabled) {
        DriverConfig config = config(mode);
        config = config.withThreading(config.threading().withAsyncExecutorEnabled(isExecutorEnabled));
        try (Driver driver = Driver.start(config);
                Aeron client = Aeron.connect(context())) {
            exchange(client, "aeron:ipc?term-length=64k", () -> {});
            exchange(client, "aeron:ipc?term-length=64k|sparse=false", () -> {});
            exchange(client, UDP, () -> {});
            assertThat(driver.isRunning()).isTrue();
        }
    }

    @Test
    @Conformance("DB-8")
    void oneThreadDrivesClientAndDriver() {
        try (Driver driver = Driver.start(config(ThreadingMode.INVOKER));
                Aeron client =
                        Aeron.connect(context().useConductorAgentInvoker(true).driverAgentInvoker(driver.invoker()))) {
            Runnable drive = () -> {
                driver.invoker().invoke();
                client.conductorAgentInvoker().invoke();
            };
            exchange(client, "aeron:ipc?term-length=64k", drive);
            exchange(client, UDP, drive);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DEDICATED, driver-conductor;sender;receiver",
        "SHARED_NETWORK, 'driver-conductor;[sender,receiver]'",
        "SHARED, '[sender,receiver,driver-conductor]'"
    })
    void eachModeHasItsThreads(ThreadingMode mode, String names) {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (Driver driver = Driver.start(config(mode))) {
            Set<String> started = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !before.contains(thread))
                    .map(Thread::getName)
                    .collect(Collectors.toSet());
            assertThat(started).contains(names.split(";")).hasSize(names.split(";").length + 1);
            assertThat(driver.isRunning()).isTrue();
        }
    }

    private static String channelTo(Subscription subscription) {
        return subscription.channel().equals(UDP)
                ? UDP.replace("127.0.0.1:0", subscription.localSocketAddresses().get(0))
                : subscription.channel();
    }

    private static void exchange(Aeron client, String channel, Runnable drive) {
        int[] next = {0};
        try (Subscription subscription = client.addSubscription(channel, 1001);
                Publication publication = client.addExclusivePublication(channelTo(subscription), 1001)) {
            UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
            int[] sent = {0};
            Await.until("all messages have arrived on " + channel, () -> {
                drive.run();
                message.putInt(0, sent[0]);
                while (sent[0] < MESSAGES && publication.offer(message) > 0) {
                    message.putInt(0, ++sent[0]);
                }
                while (subscription.poll(
                                (buffer, offset, length, header) -> {
                                    assertThat(buffer.getInt(offset)).isEqualTo(next[0]);
                                    next[0]++;
                                },
                                100)
                        > 0) {
                    // All there is.
                }
                return next[0] == MESSAGES;
            });
        }
    }

    private Aeron.Context context() {
        return new Aeron.Context().aeronDirectoryName(directory.toString()).errorHandler(errors::add);
    }

    private DriverConfig config(ThreadingMode mode) {
        DriverConfig config = DriverHarness.smallConfig(directory);
        return config.withThreading(config.threading().withMode(mode))
                .withStorage(StorageConfig.DEFAULT.withLowSpaceWarningThreshold(0));
    }
}
