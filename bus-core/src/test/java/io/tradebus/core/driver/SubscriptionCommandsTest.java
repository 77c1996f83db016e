package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubscriptionCommandsTest {
    private final DriverHarness driver = DriverHarness.start();
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance({"SM-28", "DB-45"})
    void aSubscriptionIsReadyBeforeItsImages() {
        client.addPublication("aeron:ipc", 1001);
        client.addSubscription("aeron:ipc", 1001);

        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_COUNTER_READY registration=1 counter=46
                ON_PUBLICATION_READY correlation=2 registration=2 session=5000 stream=1001 limit=48 status=-1 logFile=publications/2.logbuffer
                ON_SUBSCRIPTION_READY correlation=3 status=-1
                ON_AVAILABLE_IMAGE correlation=2 session=5000 stream=1001 subscription=3 counter=49 logFile=publications/2.logbuffer sourceIdentity=aeron:ipc
                """);
    }

    @Test
    void aPublicationIsReadyBeforeItsImages() {
        client.addSubscription("aeron:ipc", 1001);
        client.addSubscription("aeron:ipc", 1001);
        client.addSubscription("aeron:ipc", 1002);
        client.addPublication("aeron:ipc", 1001);

        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_COUNTER_READY registration=1 counter=46
                ON_SUBSCRIPTION_READY correlation=2 status=-1
                ON_SUBSCRIPTION_READY correlation=3 status=-1
                ON_SUBSCRIPTION_READY correlation=4 status=-1
                ON_PUBLICATION_READY correlation=5 registration=5 session=5000 stream=1001 limit=48 status=-1 logFile=publications/5.logbuffer
                ON_AVAILABLE_IMAGE correlation=5 session=5000 stream=1001 subscription=2 counter=49 logFile=publications/5.logbuffer sourceIdentity=aeron:ipc
                ON_AVAILABLE_IMAGE correlation=5 session=5000 stream=1001 subscription=3 counter=50 logFile=publications/5.logbuffer sourceIdentity=aeron:ipc
                """);
    }

    @Test
    void aPublicationThatIsSharedIsNotAnnouncedTwice() {
        client.addSubscription("aeron:ipc", 1001);
        client.addPublication("aeron:ipc", 1001);
        driver.run();
        driver.events();

        client.addPublication("aeron:ipc", 1001);
        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_PUBLICATION_READY correlation=4 registration=3 session=5000 stream=1001 limit=48 status=-1 logFile=publications/3.logbuffer
                """);
    }

    @Test
    @Conformance("DB-49")
    void aSubscriptionForOneSessionHearsOfNoOther() {
        client.addSubscription("aeron:ipc?session-id=42", 1001);
        client.addPublication("aeron:ipc?session-id=41", 1001);
        client.addExclusivePublication("aeron:ipc?session-id=42", 1001);

        driver.run();

        assertThat(driver.events()).containsOnlyOnce("ON_AVAILABLE_IMAGE").contains("ON_AVAILABLE_IMAGE correlation=4");
    }

    @Test
    @Conformance({"SM-72", "SM-80", "DB-46", "DB-47"})
    void aLateSubscriberJoinsAtTheSlowestOfTheOthers() {
        client.addPublication("aeron:ipc", 1001);
        client.addSubscription("aeron:ipc", 1001);
        driver.run();
        driver.log(2).append(256);
        driver.consume(3, 96);
        driver.run();

        client.addSubscription("aeron:ipc?alias=late", 1001);
        driver.run();

        int counterId = driver.counterId(CounterType.SUBSCRIBER_POSITION, 4);
        assertThat(driver.counters().getCounterValue(counterId)).isEqualTo(96);
        assertThat(driver.counters().getCounterLabel(counterId))
                .isEqualTo("sub-pos: 4 5000 1001 aeron:ipc?alias=late @96");
        assertThat(driver.counters().getCounterRegistrationId(counterId)).isEqualTo(4);
        assertThat(driver.counters().getCounterReferenceId(counterId)).isEqualTo(2);
        assertThat(driver.counters().getCounterOwnerId(counterId)).isEqualTo(client.id());
    }

    @Test
    void whoComesAfterAllHaveLeftBeginsWhereTheFastestWas() {
        client.addPublication("aeron:ipc", 1001);
        client.addSubscription("aeron:ipc", 1001);
        driver.run();
        driver.log(2).append(256);
        driver.consume(3, 96);
        driver.run();
        client.removeSubscription(3);
        driver.run();

        client.addSubscription("aeron:ipc", 1001);
        driver.run();

        assertThat(driver.counter(CounterType.SUBSCRIBER_POSITION, 5)).isEqualTo(96);
    }

    @Test
    void whoComesIsNotShownAgainWhatWasReadSinceTheDriverLooked() {
        client.addPublication("aeron:ipc", 1001);
        client.addSubscription("aeron:ipc", 1001);
        driver.run();
        driver.log(2).append(256);
        driver.consume(3, 96);
        client.addSubscription("aeron:ipc", 1001);
        driver.run();
        assertThat(driver.counter(CounterType.SUBSCRIBER_POSITION, 4)).isEqualTo(96);

        driver.consume(3, 256);
        driver.consume(4, 192);
        client.removeSubscription(3);
        client.removeSubscription(4);
        client.addSubscription("aeron:ipc", 1001);
        driver.run();

        assertThat(driver.counter(CounterType.SUBSCRIBER_POSITION, 7)).isEqualTo(256);
    }

    @Test
    @Conformance({"SM-31", "DB-54"})
    void aRemovedSubscriptionIsToldOfNoImage() {
        client.addPublication("aeron:ipc", 1001);
        client.addSubscription("aeron:ipc", 1001);
        driver.run();
        driver.events();

        client.removeSubscription(3);
        client.removeSubscription(3);
        driver.run();

        assertThat(driver.events()).isEqualTo("""
                ON_OPERATION_SUCCESS correlation=4
                ON_ERROR correlation=5 code=2 message=unknown subscription: 3
                """);
        assertThat(driver.counterId(CounterType.SUBSCRIBER_POSITION, 3)).isEqualTo(-1);
    }

    @Test
    @Conformance("SM-50")
    void aPublicationIsConnectedWhileSomebodySubscribes() {
        client.addPublication("aeron:ipc", 1001);
        driver.run();
        RawLog log = driver.log(2);
        assertThat(log.isConnected()).isFalse();

        client.addSubscription("aeron:ipc", 1001);
        client.addSubscription("aeron:ipc", 1001);
        driver.run();
        assertThat(log.isConnected()).isTrue();

        client.removeSubscription(3);
        driver.run();
        assertThat(log.isConnected()).isTrue();

        client.removeSubscription(4);
        driver.run();
        assertThat(LogMetadata.isConnectedAcquire(log.metadata())).isFalse();
    }
}
