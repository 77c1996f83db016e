package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A publication (2), a subscriber (3) that keeps up, and one (4) that does not and said that it may be left behind. */
class UntetheredSubscribersTest {
    private static final int POSITION = 28 << 10;
    private static final int WINDOW = 32 << 10;
    private static final String UNAVAILABLE =
            "ON_UNAVAILABLE_IMAGE correlation=2 subscription=4 stream=1001 channel=aeron:ipc?tether=false\n";

    private final DriverHarness driver = DriverHarness.start();
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance({"SM-75", "DB-56", "DB-57"})
    void isToldThenHoldsOnThenRestsThenJoinsAgain() {
        fallBehind("aeron:ipc?tether=false");

        driver.seconds(5, client);
        assertThat(driver.events()).isEmpty();
        driver.seconds(1, client);
        assertThat(driver.events()).isEqualTo(UNAVAILABLE);
        assertThat(limit()).isEqualTo(WINDOW);

        driver.seconds(6, client);
        assertThat(limit()).isEqualTo(WINDOW + POSITION);

        driver.seconds(10, client);
        assertThat(driver.events()).isEmpty();
        driver.seconds(1, client);
        assertThat(driver.events())
                .isEqualTo("ON_AVAILABLE_IMAGE correlation=2 session=5000 stream=1001 subscription=4 counter=50"
                        + " logFile=publications/2.logbuffer sourceIdentity=aeron:ipc\n");
        assertThat(driver.counters().getCounterValue(50)).isEqualTo(POSITION);
    }

    @Test
    @Conformance("DB-56")
    void isDroppedForGoodIfItDoesNotRejoin() {
        fallBehind("aeron:ipc?tether=false|rejoin=false");

        driver.seconds(12, client);
        assertThat(driver.events()).containsOnlyOnce("ON_UNAVAILABLE_IMAGE");
        assertThat(driver.counterId(CounterType.SUBSCRIBER_POSITION, 4)).isEqualTo(-1);

        driver.seconds(12, client);
        assertThat(driver.events()).isEmpty();
        assertThat(limit()).isEqualTo(WINDOW + POSITION);
    }

    @Test
    void isNotJoinedAgainAfterItWasDroppedWhenOthersAre() {
        fallBehind("aeron:ipc?tether=false|rejoin=false");
        driver.seconds(12, client);
        client.rejectImage(2, "no");
        driver.events();

        driver.seconds(12, client);

        assertThat(driver.events())
                .contains("ON_AVAILABLE_IMAGE correlation=2 session=5000 stream=1001 subscription=3")
                .doesNotContain("subscription=4");
    }

    @Test
    void isNotToldAgainWhenThePublicationEnds() {
        fallBehind("aeron:ipc?tether=false");
        driver.seconds(12, client);
        driver.events();

        client.removePublication(2);
        driver.seconds(2, client);

        assertThat(driver.events()).contains("subscription=3").doesNotContain("subscription=4");
    }

    @Test
    void stopsTheClockWhenItCatchesUp() {
        fallBehind("aeron:ipc?tether=false");
        driver.seconds(4, client);
        driver.consume(4, POSITION);
        driver.seconds(4, client);

        assertThat(driver.events()).isEmpty();
    }

    @Test
    void holdsThePublisherUpForeverWhenTethered() {
        fallBehind("aeron:ipc");

        driver.seconds(30, client);

        assertThat(driver.events()).isEmpty();
        assertThat(limit()).isEqualTo(WINDOW);
    }

    @Test
    @Conformance("DB-58")
    void doesNotConnectThePublicationWhileItRests() {
        fallBehind("aeron:ipc?tether=false");
        client.removeSubscription(3);
        driver.seconds(6, client);
        assertThat(driver.log(2).isConnected()).isTrue();

        driver.seconds(6, client);
        assertThat(driver.log(2).isConnected()).isFalse();
        assertThat(limit()).isEqualTo(POSITION);

        driver.seconds(12, client);
        assertThat(driver.log(2).isConnected()).isTrue();
    }

    @Test
    void takesItsTimeoutsFromThePublication() {
        client.addPublication(
                "aeron:ipc?untethered-window-limit-timeout=2s|untethered-linger-timeout=3s"
                        + "|untethered-resting-timeout=4s",
                1001);
        subscribeAndFallBehind("aeron:ipc?tether=false");

        driver.seconds(3, client);
        assertThat(driver.events()).isEqualTo(UNAVAILABLE);
        driver.seconds(4, client);
        assertThat(limit()).isEqualTo(WINDOW + POSITION);
        driver.seconds(5, client);
        assertThat(driver.events()).contains("ON_AVAILABLE_IMAGE");
    }

    @Test
    void doesNotHoldUpTheEndOfAPublicationOnceItWasTold() {
        fallBehind("aeron:ipc?tether=false");
        driver.seconds(7, client);
        assertThat(driver.events()).isEqualTo(UNAVAILABLE);

        client.removePublication(2);
        driver.seconds(3, client);

        assertThat(driver.logPath(2)).doesNotExist();
    }

    private void fallBehind(String channel) {
        client.addPublication("aeron:ipc", 1001);
        subscribeAndFallBehind(channel);
    }

    private void subscribeAndFallBehind(String channel) {
        client.addSubscription("aeron:ipc", 1001);
        client.addSubscription(channel, 1001);
        driver.run();
        driver.events();
        driver.log(2).append(POSITION);
        driver.consume(3, POSITION);
        driver.run();
    }

    private long limit() {
        return driver.counter(CounterType.PUBLISHER_LIMIT, 2);
    }
}
