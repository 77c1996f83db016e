package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.ClientHeartbeat;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientSessionTest {
    private final DriverHarness driver = DriverHarness.start();
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance("DB-13")
    void beginsWithTheFirstRequestThatKeepsSomething() {
        client.nextSessionId(1001);
        client.removePublication(99);
        client.rejectImage(99, "no");
        client.keepAlive();
        driver.run();
        assertThat(ClientHeartbeat.find(driver.counters(), client.id())).isEqualTo(CountersReader.NULL_COUNTER_ID);

        client.addCounter(1000, "mine");
        driver.run();

        int counterId = ClientHeartbeat.find(driver.counters(), client.id());
        assertThat(driver.events()).contains("ON_COUNTER_READY registration=1 counter=" + counterId);
        assertThat(driver.counters().getCounterValue(counterId)).isEqualTo(driver.epochClock.time());
        assertThat(driver.counters().getCounterLabel(counterId)).isEqualTo("client-heartbeat: id=1");
        assertThat(driver.counters().getCounterRegistrationId(counterId)).isEqualTo(1);
        assertThat(driver.counters().getCounterOwnerId(counterId)).isEqualTo(1);
    }

    @Test
    @Conformance("SM-39")
    void goesOnWhileTheClientKeepsItAlive() {
        client.addSubscription("aeron:ipc", 1001);
        driver.run();
        driver.events();

        driver.seconds(30, client);

        assertThat(driver.events()).isEmpty();
        int counterId = ClientHeartbeat.find(driver.counters(), client.id());
        assertThat(driver.counters().getCounterValue(counterId)).isEqualTo(driver.epochClock.time() - 1_000);
    }

    @Test
    @Conformance({"SM-87", "DB-14", "DB-16"})
    void endsWhenTheClientIsSilentForTooLong() {
        client.addPublication("aeron:ipc", 1001);
        client.addSubscription("aeron:ipc", 1001);
        client.addCounter(1000, "mine");
        driver.run();
        driver.events();

        driver.seconds(10);
        assertThat(driver.events()).isEmpty();
        driver.seconds(1);

        assertThat(driver.events()).isEqualTo("""
                ON_CLIENT_TIMEOUT client=1
                ON_UNAVAILABLE_COUNTER registration=1 counter=46
                ON_UNAVAILABLE_COUNTER registration=4 counter=50
                """);
        assertThat(driver.counter(SystemCounter.CLIENT_TIMEOUTS)).isEqualTo(1);
        driver.seconds(2);
        assertThat(driver.logPath(2)).doesNotExist();
        assertThat(allocatedCounters()).isEqualTo(SystemCounter.count());
    }

    @Test
    @Conformance({"SM-40", "DB-15"})
    void endsWithTheNextTimerPassWhenTheClientSaysGoodbye() {
        client.addPublication("aeron:ipc", 1001);
        client.addSubscription("aeron:ipc", 1001);
        client.addCounter(1000, "mine");
        driver.run();
        driver.events();

        client.close();
        driver.run();
        assertThat(driver.events()).isEmpty();
        driver.seconds(2);

        assertThat(driver.events()).isEqualTo("""
                ON_UNAVAILABLE_COUNTER registration=1 counter=46
                ON_UNAVAILABLE_COUNTER registration=4 counter=50
                """);
        assertThat(driver.counter(SystemCounter.CLIENT_TIMEOUTS)).isZero();
        assertThat(driver.logPath(2)).doesNotExist();
        assertThat(allocatedCounters()).isEqualTo(SystemCounter.count());
    }

    @Test
    void aLateKeepAliveDoesNotBringAClientBackThatSaidGoodbye() {
        client.addCounter(1000, "mine");
        client.close();
        client.keepAlive();
        driver.run();
        driver.seconds(1);

        assertThat(driver.events())
                .contains("ON_UNAVAILABLE_COUNTER registration=1")
                .doesNotContain("ON_CLIENT_TIMEOUT");
    }

    @Test
    void aHeartbeatStoredAfterSayingGoodbyeDoesNotBringAClientBack() {
        client.addCounter(1000, "mine");
        client.close();
        driver.run();

        driver.storeHeartbeat(1, Long.MAX_VALUE / 2);
        driver.seconds(1);

        assertThat(driver.events()).contains("ON_UNAVAILABLE_COUNTER registration=1");
    }

    @Test
    void aHeartbeatFromTheFutureKeepsAClientNoLongerThanOthers() {
        client.addCounter(1000, "mine");
        driver.run();

        driver.storeHeartbeat(1, Long.MAX_VALUE - 1);
        driver.seconds(11);
        assertThat(driver.events()).doesNotContain("ON_CLIENT_TIMEOUT");

        driver.seconds(1);
        assertThat(driver.events()).contains("ON_CLIENT_TIMEOUT client=1");
    }

    @Test
    void whatOthersHoldOfASharedPublicationStays() {
        RawClient other = driver.newClient();
        client.addPublication("aeron:ipc", 1001);
        other.addPublication("aeron:ipc", 1001);
        other.addSubscription("aeron:ipc", 1001);
        driver.run();
        driver.events();

        driver.seconds(12, other);

        assertThat(driver.events()).contains("ON_CLIENT_TIMEOUT client=1").doesNotContain("ON_UNAVAILABLE_IMAGE");
        assertThat(driver.log(3).isConnected()).isTrue();
    }

    @Test
    void readersOfADeadClientReadToTheEndFirst() {
        RawClient other = driver.newClient();
        client.addPublication("aeron:ipc", 1001);
        other.addSubscription("aeron:ipc", 1001);
        driver.run();
        driver.log(3).append(64);
        driver.events();

        driver.seconds(15, other);
        assertThat(driver.events()).contains("ON_CLIENT_TIMEOUT client=1").doesNotContain("ON_UNAVAILABLE_IMAGE");

        driver.consume(4, 64);
        driver.seconds(2, other);
        assertThat(driver.events()).contains("ON_UNAVAILABLE_IMAGE correlation=3 subscription=4");
    }

    private int allocatedCounters() {
        int[] count = new int[1];
        driver.counters().forEach((counterId, typeId, key, label) -> count[0]++);
        return count[0];
    }
}
