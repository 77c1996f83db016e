package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.client.Client;
import io.tradebus.core.client.ClientListener;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.Subscription;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.IdleConfig;
import io.tradebus.core.config.IdleSettings;
import io.tradebus.core.config.StorageConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.FreePorts;
import io.tradebus.core.support.TestDirectories;
import java.nio.file.Path;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A driver whose threads sleep for an hour each time they have nothing to do, unless somebody wakes them. */
@Timeout(120)
class SleepingDriverTest {
    private static final IdleSettings AN_HOUR = new IdleSettings("backoff", "0-0-3600s-3600s");
    private static final int STREAM_ID = 1001;

    private final Path directory = TestDirectories.create();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);

    @AfterEach
    void deleteDirectory() {
        new DriverDirectory(directory).delete();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INVOKER")
    void isWokenByRequestsMessagesDatagramsAndItsEnd(ThreadingMode mode) {
        // The executor looks the name up.
        String channel = "aeron:udp?endpoint=localhost:" + FreePorts.next();
        try (Driver driver = Driver.start(config(mode));
                Client client = Client.connect(
                        ClientConfig.defaults(directory),
                        new ClientListener() {},
                        SystemNanoClock.INSTANCE,
                        SystemEpochClock.INSTANCE,
                        driver.wakeups());
                Subscription subscription = client.addSubscription(channel, STREAM_ID);
                Publication publication = client.addPublication(channel, STREAM_ID)) {
            Await.until("connected", publication::isConnected);
            for (int i = 1; i <= 20; i++) {
                Await.until("sent", () -> publication.offer(message, 0, message.capacity()) > 0);
                long end = publication.position();
                Await.until("received", () -> {
                    subscription.poll((buffer, offset, length, header) -> {}, 10);
                    return !subscription.images().isEmpty()
                            && subscription.images().get(0).position() == end;
                });
            }
            assertThat(driver.isRunning()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INVOKER")
    void isWokenByPublishersWithoutRoom(ThreadingMode mode) {
        String channel = "aeron:ipc?term-length=64k|pub-wnd=4k";
        try (Driver driver = Driver.start(config(mode));
                Client client = Client.connect(
                        ClientConfig.defaults(directory),
                        new ClientListener() {},
                        SystemNanoClock.INSTANCE,
                        SystemEpochClock.INSTANCE,
                        driver.wakeups());
                Subscription subscription = client.addSubscription("aeron:ipc", STREAM_ID);
                Publication publication = client.addPublication(channel, STREAM_ID)) {
            Await.until("connected", publication::isConnected);
            int[] received = {0};
            for (int i = 0; i < 1_000; i++) {
                Await.until("sent", () -> {
                    received[0] += subscription.poll((buffer, offset, length, header) -> {}, 10);
                    return publication.offer(message, 0, message.capacity()) > 0;
                });
            }
            Await.until("all", () -> {
                received[0] += subscription.poll((buffer, offset, length, header) -> {}, 10);
                return received[0] == 1_000;
            });
            assertThat(driver.isRunning()).isTrue();
        }
    }

    private DriverConfig config(ThreadingMode mode) {
        DriverConfig config = DriverHarness.smallConfig(directory);
        return config.withThreading(config.threading()
                        .withMode(mode)
                        .withIdle(new IdleConfig(AN_HOUR, AN_HOUR, AN_HOUR, AN_HOUR, AN_HOUR, AN_HOUR)))
                .withStorage(StorageConfig.DEFAULT.withLowSpaceWarningThreshold(0));
    }
}
