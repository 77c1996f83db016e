package io.tradebus.core.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.Conformance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients exchange with each other and with a driver, whoever made them. A subclass says who made which. */
@Conformance({"SM-62", "SM-90"})
abstract class ExchangeContract {
    static final String CHANNEL = "aeron:ipc";
    private static final Map<String, String> QUICK = Map.of(
            "aeron.timer.interval", "100ms",
            "aeron.client.liveness.timeout", "2s",
            "aeron.publication.unblock.timeout", "3s");
    // Nobody is timed out while processes start.
    private static final Map<String, String> UNHURRIED = Map.of(
            "aeron.timer.interval", "100ms",
            "aeron.client.liveness.timeout", "5s",
            "aeron.publication.unblock.timeout", "6s");

    private static ProgramHosts hosts;

    private final Class<?> publisherProgram;
    private final Class<?> subscriberProgram;

    ExchangeContract(Class<?> publisherProgram, Class<?> subscriberProgram) {
        this.publisherProgram = publisherProgram;
        this.subscriberProgram = subscriberProgram;
    }

    abstract DriverProcess driver(Map<String, String> settings);

    @BeforeAll
    static void openHosts() {
        hosts = new ProgramHosts();
    }

    @AfterAll
    static void closeHosts() {
        hosts.close();
    }

    @ParameterizedTest
    @CsvSource({
        "concurrent, offer, poll, 20000",
        "concurrent, claim, controlled, 1376",
        "concurrent, vector, poll, 32768",
        "concurrent, parts, controlled, 20000",
        "exclusive, offer, controlled, 32768",
        "exclusive, claim, poll, 1376",
        "exclusive, vector, controlled, 20000",
    })
    void everyFormOfPublishingReachesEveryFormOfPolling(String kind, String method, String poll, int maxLength) {
        // More than a hundred terms of 256 KiB in each combination.
        long count = 40_000_000L / (maxLength / 2);
        try (DriverProcess driver = driver(Map.of());
                ChildJvm subscriber = subscriber(driver, poll, CHANNEL, 1, count, maxLength);
                ChildJvm publisher = publisher(driver, kind, method, CHANNEL, count, maxLength)) {
            assertThat(subscriber.awaitLine("RECEIVED")).isEqualTo(Long.toString(count));
            assertThat(Long.parseLong(publisher.awaitLine("PUBLISHED").split(" ")[1]))
                    .isGreaterThan(100L * (256 << 10));
            assertThat(publisher.end()).isZero();
            assertThat(subscriber.awaitLine("UNAVAILABLE")).endsWith("eos=true");
            assertThat(subscriber.end()).isZero();
        }
    }

    @Test
    void severalPublishersReachSeveralSubscribers() {
        List<ChildJvm> publishers = new ArrayList<>();
        try (DriverProcess driver = driver(Map.of());
                ChildJvm first = subscriber(driver, "poll", CHANNEL, 3, 3_000, 5_000);
                ChildJvm second = subscriber(driver, "controlled", CHANNEL, 3, 3_000, 5_000)) {
            IntStream.range(0, 3)
                    .forEach(i -> publishers.add(publisher(driver, "exclusive", "offer", CHANNEL, 3_000, 5_000)));

            assertThat(first.awaitLine("RECEIVED")).isEqualTo("9000");
            assertThat(second.awaitLine("RECEIVED")).isEqualTo("9000");
        } finally {
            publishers.forEach(ChildJvm::close);
        }
    }

    @Test
    @Conformance("SM-63")
    void aClaimLeftOpenByAKilledPublisherIsUnblockedInTime() {
        try (DriverProcess driver = driver(UNHURRIED);
                ChildJvm subscriber = subscriber(driver, "poll", CHANNEL, 1, 1_000, 1_000);
                ChildJvm doomed = client(publisherProgram, driver, "claim-and-hang", CHANNEL, "1001")) {
            doomed.awaitLine("CLAIMED");
            try (ChildJvm survivor = publisher(driver, "concurrent", "offer", CHANNEL, 1_000, 1_000)) {
                survivor.awaitLine("PUBLICATION");
                doomed.kill();

                assertThat(subscriber.awaitLine("RECEIVED")).isEqualTo("1000");
                assertThat(driver.counter(SystemCounter.UNBLOCKED_PUBLICATIONS)).isEqualTo(1);
            }
        }
    }

    @Test
    @Conformance("SM-87")
    void whatAKilledClientHeldIsReleased() {
        try (DriverProcess driver = driver(QUICK);
                ChildJvm client = client(publisherProgram, driver, "idle", CHANNEL, "1001")) {
            client.awaitLine("HOLDING");
            assertThat(driver.logFiles()).hasSize(1);

            client.kill();

            Await.until("the client is timed out", () -> driver.counter(SystemCounter.CLIENT_TIMEOUTS) == 1);
            Await.until("the log files are gone", () -> driver.logFiles().isEmpty());
        }
    }

    @Test
    @Conformance("SM-10")
    void aStoppedDriverIsToldToItsClients() {
        try (DriverProcess driver = driver(Map.of());
                ChildJvm client = client(publisherProgram, driver, "idle", CHANNEL, "1001")) {
            client.awaitLine("HOLDING");

            driver.process().terminate();

            assertThat(client.awaitLine("ERROR")).containsPattern("shut ?down");
        }
    }

    @Test
    @Conformance({"SM-33", "SM-34"})
    void countersOfBothKindsAreMade() {
        try (DriverProcess driver = driver(Map.of());
                ChildJvm first = client(publisherProgram, driver, "counters", "1234", "orders-seen", "77");
                ChildJvm second = client(subscriberProgram, driver, "counters", "1234", "orders-seen", "77")) {
            assertThat(first.awaitLine("COUNTER")).isNotEqualTo(second.awaitLine("COUNTER"));
            assertThat(first.awaitLine("STATIC")).isEqualTo(second.awaitLine("STATIC"));
            int firstSession = Integer.parseInt(first.awaitLine("SESSION"));
            assertThat(firstSession).isNotEqualTo(Integer.parseInt(second.awaitLine("SESSION")));
            assertThat(first.end()).isZero();
            assertThat(second.end()).isZero();
        }
    }

    final ChildJvm subscriber(
            DriverProcess driver, String method, String channel, int sessions, long count, int maxLength) {
        ChildJvm subscriber = client(
                subscriberProgram,
                driver,
                "subscribe",
                method,
                channel,
                "1001",
                Integer.toString(sessions),
                Long.toString(count),
                Integer.toString(maxLength));
        subscriber.awaitLine("SUBSCRIBED");
        return subscriber;
    }

    final ChildJvm publisher(
            DriverProcess driver, String kind, String method, String channel, long count, int maxLength) {
        return client(
                publisherProgram,
                driver,
                "publish",
                kind,
                method,
                channel,
                "1001",
                Long.toString(count),
                Integer.toString(maxLength));
    }

    private static ChildJvm client(Class<?> program, DriverProcess driver, String... roleAndArguments) {
        List<String> arguments = new ArrayList<>(List.of(driver.directoryName()));
        arguments.addAll(List.of(roleAndArguments));
        return hosts.run(program, arguments.toArray(String[]::new));
    }
}
