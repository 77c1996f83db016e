package io.tradebus.core.runtime;

import static io.tradebus.core.runtime.InvokedBus.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.driver.launch.DriverProgram;
import io.tradebus.core.support.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a process that is killed, and how those who were connected to it go on. */
class KilledProcessIT {
    private static final String LONGER_THAN_BACK_PRESSURE_TAKES_TO_BE_NAMED = "10s";

    @TempDir
    Path home;

    private final Path directory = InvokedBus.newDirectory();
    private final RecordingObserver observer = new RecordingObserver();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[1024]);
    private final AtomicLong last = new AtomicLong();

    @AfterEach
    void delete() {
        InvokedBus.deleteDirectory(directory);
    }

    @Test
    void goesOnWithTheDriverThatTakesThePlaceOfAKilledOne() throws Exception {
        try (DriverProgram first = driver("10s");
                BusRuntime runtime = external()) {
            BusPublisher orders = runtime.publisher(ORDERS);
            ListenerAgent agent = listener(runtime);
            exchange(orders, agent, 1);
            message.putLong(0, 2);
            assertThat(orders.offer(message, 0, 8)).isEqualTo(128);

            first.signal("KILL");
            first.exitStatus();
            try (DriverProgram second = driver("10s")) {
                Await.until("loss", () -> observer.has("lost of orders: consumed 64, appended 128"));
                Await.until("return", () -> work(agent) && observer.has("driver connected 1"));
                exchange(orders, agent, 3);
                assertThat(runtime.driverStatus().pid()).isEqualTo(second.pid());
                assertThat(agent.counters("orders").messages()).isEqualTo(3);
            }
        }
        assertThat(observer.lines())
                .anyMatch(line -> line.startsWith("driver lost, recovering: another driver has taken the directory"));
    }

    @Test
    void aKilledSubscriberHoldsAPublisherBackOnlyUntilItIsGivenUp() {
        try (DriverProgram driver = driver(LONGER_THAN_BACK_PRESSURE_TAKES_TO_BE_NAMED);
                BusRuntime runtime = external()) {
            BusPublisher orders = runtime.publisher(ORDERS);
            try (DriverProgram subscriber = subscriber()) {
                Await.until("connected", orders::isConnected);
                subscriber.signal("KILL");
                subscriber.exitStatus();
            }
            Await.until("refused", () -> orders.offer(message, 0, 1024) == OfferStatus.BACK_PRESSURED.code());
            // The limit may have been about to move, so that one refusal need not be the last word.
            Await.until(
                    "named",
                    () -> orders.offer(message, 0, 1024) < 0
                            && observer.hasBeginning("back pressure on orders by remote lag "));

            Await.until("given up", () -> observer.has("disconnected orders"));
            assertThat(orders.offer(message, 0, 8)).isEqualTo(OfferStatus.NOT_CONNECTED.code());
            try (DriverProgram next = subscriber()) {
                Await.until("accepted again", () -> orders.offer(message, 0, 8) > 0);
                assertThat(orders.awaitConsumed(orders.position(), Await.GENEROUS))
                        .isTrue();
                assertThat(next.isAlive()).isTrue();
            }
            assertThat(driver.isAlive()).isTrue();
        }
    }

    private DriverProgram driver(String clientLiveness) {
        DriverProgram driver = DriverProgram.start(
                home,
                Map.of(
                        "AERON_DIR", directory.toString(),
                        "AERON_DIR_DELETE_ON_START", "true",
                        "AERON_THREADING_MODE", "SHARED",
                        "AERON_TIMER_INTERVAL", "50ms",
                        "AERON_CLIENT_LIVENESS_TIMEOUT", clientLiveness));
        driver.awaitReady(directory);
        return driver;
    }

    private DriverProgram subscriber() {
        return DriverProgram.java(
                home,
                Map.of(),
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SubscriberProgram.class.getName(),
                directory.toString());
    }

    private BusRuntime external() {
        return BusRuntime.external(ClientConfig.defaults(directory), Duration.ofSeconds(10), observer);
    }

    private ListenerAgent listener(BusRuntime runtime) {
        return runtime.listener(
                ListenerDefinition.of("risk", ORDERS),
                (buffer, offset, length, header) -> {
                    last.set(buffer.getLong(offset));
                    return BusAction.CONTINUE;
                },
                (failure, received, attempt) -> FailureDecision.HALT);
    }

    private void exchange(BusPublisher orders, ListenerAgent agent, long value) {
        message.putLong(0, value);
        Await.until("accepted " + value, () -> work(agent) && orders.offer(message, 0, 8) > 0);
        Await.until("received " + value, () -> work(agent) && last.get() == value);
    }

    private static boolean work(ListenerAgent agent) {
        try {
            agent.doWork();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return true;
    }
}
