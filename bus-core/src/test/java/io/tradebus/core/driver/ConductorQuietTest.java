package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.driver.protocol.Rest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long the conductor may sleep. What the first client asks for first is 2. */
class ConductorQuietTest {
    private static final String NETWORK = "aeron:udp?endpoint=localhost:20121";
    private static final int STREAM_ID = 1001;
    private static final int QUIET_MS = (int) TimeUnit.NANOSECONDS.toMillis(Rest.CONDUCTOR_QUIET_NS);

    private final TestNetwork network = new TestNetwork();
    private DriverHarness driver = DriverHarness.start(config -> config, network::join);
    private RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    private void assertQuiet() {
        assertThat(driver.conductorQuietNs()).isPositive();
    }

    private void assertNotQuiet() {
        assertThat(driver.conductorQuietNs()).isZero();
    }

    @Test
    void itIsTheTimeUntilTheTimersAreLookedAt() {
        driver.seconds(1);
        assertThat(driver.conductorQuietNs()).isEqualTo(TimeUnit.SECONDS.toNanos(1));

        driver.milliseconds(300);

        assertThat(driver.conductorQuietNs()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(700));
    }

    @Test
    void clientsThatAreGoneSoonAreLookedAtInTime() {
        driver.close();
        driver = DriverHarness.start(config -> config.withTimeouts(config.timeouts()
                .withTimerIntervalNs(TimeUnit.MILLISECONDS.toNanos(3))
                .withClientLivenessTimeoutNs(TimeUnit.MILLISECONDS.toNanos(5))));
        client = driver.newClient();
        client.addCounter(1001, "its only one");
        driver.run();
        int steps = 0;

        while (!driver.events().contains("ON_CLIENT_TIMEOUT") && steps++ < 1_000) {
            assertThat(driver.conductorQuietNs()).isBetween(1L, TimeUnit.MILLISECONDS.toNanos(3));
            driver.milliseconds(1);
        }

        assertThat(steps).isLessThan(20);
    }

    @Test
    void whoHasAskedMayAskForMore() {
        client.addCounter(1001, "its only one");
        driver.driver().invoker().invoke();
        assertNotQuiet();

        driver.run();

        assertQuiet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aeron:ipc", "aeron:ipc?pub-wnd=4k"})
    void readersOfAPublicationOfThisMachineAreFollowedUntilTheyHaveReadAllAndAWhileLonger(String channel) {
        long publication = client.addPublication(channel, STREAM_ID);
        long subscription = client.addSubscription("aeron:ipc", STREAM_ID);
        driver.run();
        driver.milliseconds(QUIET_MS);
        assertQuiet();

        long position = driver.log(publication).append(1024);
        driver.run();
        driver.milliseconds(QUIET_MS);
        driver.milliseconds(QUIET_MS);
        assertNotQuiet();

        driver.consume(subscription, position);
        driver.run();
        driver.milliseconds(QUIET_MS - 1);
        assertNotQuiet();
        driver.milliseconds(1);
        assertQuiet();
    }

    @Test
    void aPublisherWithoutRoomIsHelpedAtOnceWheneverItWakesTheConductor() {
        long publication = client.addPublication("aeron:ipc?pub-wnd=4k", STREAM_ID);
        long subscription = client.addSubscription("aeron:ipc", STREAM_ID);
        driver.run();
        RawLog log = driver.log(publication);
        long limit = driver.counter(CounterType.PUBLISHER_LIMIT, publication);
        driver.milliseconds(QUIET_MS);

        driver.consume(subscription, log.append(4096));
        driver.run();

        assertThat(driver.counter(CounterType.PUBLISHER_LIMIT, publication)).isEqualTo(limit + 4096);
        assertNotQuiet();
    }

    @Test
    void aPublicationToTheNetworkIsFollowedForAWhile() {
        client.addPublication(NETWORK, STREAM_ID);
        driver.run();
        assertNotQuiet();

        driver.milliseconds(QUIET_MS);

        assertQuiet();
    }

    @Test
    void spiesAreFollowedAllTheTime() {
        client.addPublication(NETWORK, STREAM_ID);
        client.addSubscription("aeron-spy:" + NETWORK, STREAM_ID);
        driver.run();

        driver.milliseconds(QUIET_MS);

        assertNotQuiet();
    }

    @Test
    void readersOfAnImageAreFollowedUntilTheyHaveReadAll() {
        TestDatagrams sender = new TestDatagrams(7, STREAM_ID, 40);
        long subscription = client.addSubscription(NETWORK, STREAM_ID);
        driver.run();
        network.port(PortRole.RECEIVER).arrives(sender.setup(0));
        driver.run();
        network.port(PortRole.RECEIVER).arrives(sender.data(0, 1000));
        driver.run();

        driver.milliseconds(QUIET_MS);
        driver.milliseconds(QUIET_MS);
        assertNotQuiet();

        driver.consume(subscription, 1024);
        driver.run();
        driver.milliseconds(QUIET_MS);
        assertQuiet();
    }
}
