package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A publication to the network (2), and spies (3, 4) that read it from its own log. */
class SpyTest {
    private static final String CHANNEL = "aeron:udp?endpoint=localhost:20121";
    private static final String SPY = "aeron-spy:" + CHANNEL;
    private static final int TERM_LENGTH = 64 << 10;
    private static final int WINDOW = TERM_LENGTH / 2;

    private final TestNetwork network = new TestNetwork();
    private final DriverHarness driver = DriverHarness.start(config -> config, network::join);
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance({"DB-45", "DB-46"})
    void aSpyReadsTheLogOfThePublicationFromWhereTheSenderIs() {
        RawLog log = publish("");
        receive(log, 0);
        log.append(1024);
        driver.run();
        driver.events();

        client.addSubscription(SPY + "|alias=mine", 1001);
        driver.run();

        int counterId = driver.counterId(CounterType.SUBSCRIBER_POSITION, 3);
        assertThat(driver.events())
                .isEqualTo("ON_SUBSCRIPTION_READY correlation=3 status=-1\n"
                        + "ON_AVAILABLE_IMAGE correlation=2 session=5000 stream=1001 subscription=3 counter="
                        + counterId
                        + " logFile=publications/2.logbuffer sourceIdentity=aeron:ipc\n");
        assertThat(driver.counters().getCounterValue(counterId)).isEqualTo(1024);
        assertThat(driver.counters().getCounterOwnerId(counterId)).isEqualTo(client.id());
        assertThat(driver.counters().getCounterReferenceId(counterId)).isEqualTo(2);
        assertThat(driver.counters().getCounterLabel(counterId))
                .isEqualTo("sub-pos: 3 5000 1001 " + SPY + "|alias=mine @1024");
        assertThat(network.opened()).hasSize(1);
    }

    @Test
    void aSpyWaitsForItsPublicationAndIsToldAfterThePublisher() {
        client.addSubscription(SPY, 1001);
        driver.run();
        driver.events();

        client.addPublication(CHANNEL, 1001);
        driver.run();

        assertThat(driver.events())
                .containsSubsequence(
                        "ON_PUBLICATION_READY correlation=3",
                        "ON_AVAILABLE_IMAGE correlation=3 session=5000 stream=1001 subscription=2");
    }

    @Test
    @Conformance("DB-31")
    void thePublisherWaitsForTheSlowestSpyAndTheSenderDoesNot() {
        RawLog log = publish("");
        receive(log, 0);
        spy(3);
        log.append(1024);
        receive(log, 1024);
        assertThat(senderPosition()).isEqualTo(1024);
        assertThat(limit()).isEqualTo(WINDOW);

        spy(4);
        driver.consume(4, 1024);
        driver.run();
        assertThat(limit()).isEqualTo(WINDOW);

        driver.consume(3, 512);
        driver.run();
        assertThat(limit()).isEqualTo(512 + WINDOW);

        client.removeSubscription(3);
        driver.run();
        assertThat(limit()).isEqualTo(1024 + WINDOW);
    }

    @Test
    void aSpyAloneStandsForNoReceiverUnlessItIsSaid() {
        RawLog log = publish("");

        spy(3);

        assertThat(log.isConnected()).isFalse();
        assertThat(limit()).isZero();
    }

    @Test
    @Conformance({"DB-79", "WP-62"})
    void aSpyStandsForAReceiverIfItIsSaidAndTheSenderFollowsTheFastest() {
        RawLog log = publish("|ssc=true");
        spy(3);
        assertThat(log.isConnected()).isTrue();
        assertThat(limit()).isEqualTo(WINDOW);
        spy(4);

        log.append(2048);
        driver.run();
        assertThat(senderPosition()).isZero();
        driver.consume(3, 1024);
        driver.consume(4, 2048);
        driver.run();

        assertThat(senderPosition()).isEqualTo(2048);
        assertThat(driver.counter(CounterType.SENDER_LIMIT, 2)).isEqualTo(2048);
        assertThat(limit()).isEqualTo(1024 + WINDOW);
        assertThat(network.port(PortRole.SENDER).takeSent().toString())
                .contains("SETUP")
                .doesNotContain("DATA");
    }

    @Test
    @Conformance("DB-79")
    void withoutTheLastSpyThatStoodForAReceiverNothingIsConnected() {
        RawLog log = publish("|ssc=true");
        spy(3);
        log.append(2048);
        driver.consume(3, 2048);
        driver.run();

        client.removeSubscription(3);
        driver.run();

        assertThat(log.isConnected()).isFalse();
        assertThat(limit()).isEqualTo(2048);
        spy(5);
        assertThat(log.isConnected()).isTrue();
        assertThat(driver.counter(CounterType.SUBSCRIBER_POSITION, 5)).isEqualTo(2048);
        assertThat(limit()).isEqualTo(2048 + WINDOW);
    }

    @Test
    void aSpyCannotHaveReadWhatWasNotPublished() {
        RawLog log = publish("|ssc=true");
        spy(3);
        log.append(1024);
        driver.run();

        driver.consume(3, 517);
        driver.run();
        assertThat(senderPosition()).isEqualTo(512);

        driver.consume(3, (1L << 40) + 17);
        driver.run();
        assertThat(senderPosition()).isEqualTo(1024);
        assertThat(limit()).isEqualTo(1024 + WINDOW);
    }

    @Test
    @Conformance("WP-62")
    void aReceiverThatComesTakesOverFromTheSpies() {
        RawLog log = publish("|ssc=true");
        spy(3);
        log.append(1024);
        driver.consume(3, 1024);
        driver.run();

        receive(log, 1024);
        log.append(1024);
        driver.consume(3, 2048);
        driver.run();
        assertThat(network.port(PortRole.SENDER).takeSent().toString()).contains("DATA", "offset=1024");
        assertThat(senderPosition()).isEqualTo(2048);

        // Until it has been silent for too long.
        driver.seconds(7, client);
        log.append(1024);
        driver.consume(3, 3072);
        driver.run();
        assertThat(log.isConnected()).isTrue();
        assertThat(senderPosition()).isEqualTo(3072);
        assertThat(limit()).isEqualTo(3072 + WINDOW);
    }

    @Test
    @Conformance({"DB-32", "DB-79"})
    void theLogIsCleanAheadOfAPublisherThatOnlySpiesRead() {
        RawLog log = publish("|ssc=true");
        spy(3);

        for (int turn = 0; turn < 5; turn++) {
            while (log.producerPosition() % TERM_LENGTH < 63 << 10) {
                read(log.append(1024));
                assertThat(log.isZero(log.producerPosition(), limit())).isTrue();
            }
            read(log.appendToEndOfTerm());
        }

        assertThat(limit()).isEqualTo(5 * TERM_LENGTH + WINDOW);
        assertThat(log.isZero(log.producerPosition(), limit())).isTrue();
    }

    @Test
    @Conformance("DB-37")
    void aClosedPublicationWaitsUntilItsSpiesHaveReadAll() {
        RawLog log = publish("|linger=0");
        receive(log, 0);
        spy(3);
        spy(4);
        log.append(1024);
        receive(log, 1024);
        driver.consume(4, 1024);
        client.removePublication(2);
        driver.run();
        driver.events();

        driver.seconds(9, client);
        assertThat(driver.events()).isEmpty();
        assertThat(driver.logPath(2)).exists();

        driver.consume(3, 1024);
        driver.seconds(1, client);
        assertThat(driver.events())
                .contains("ON_UNAVAILABLE_IMAGE correlation=2 subscription=3 stream=1001 channel=" + SPY)
                .contains("ON_UNAVAILABLE_IMAGE correlation=2 subscription=4 stream=1001 channel=" + SPY);
        driver.seconds(2, client);
        assertThat(driver.counterId(CounterType.SUBSCRIBER_POSITION, 3)).isNegative();
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    @Conformance("DB-37")
    void whatNobodyReceivesIsGivenUpOnlyAfterSpiesHaveReadIt() {
        RawLog log = publish("|linger=0");
        spy(3);
        log.append(1024);
        client.removePublication(2);

        driver.seconds(3, client);
        assertThat(driver.logPath(2)).exists();

        driver.consume(3, 1024);
        driver.seconds(3, client);
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    void aClaimOfADeadPublisherDoesNotKeepASpyWaitingForEver() {
        RawLog log = publish("|linger=0");
        spy(3);
        log.append(1024);
        log.claim(96);
        log.append(64);
        client.removePublication(2);
        driver.seconds(1, client);
        driver.consume(3, 1024);

        driver.seconds(1, client);
        assertThat(driver.counter(SystemCounter.UNBLOCKED_PUBLICATIONS)).isEqualTo(1);
        driver.consume(3, log.producerPosition());
        driver.seconds(3, client);
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    @Conformance({"DB-43", "DB-79"})
    void aRevokedPublicationEndsForItsSpiesAtOnce() {
        RawLog log = publish("|ssc=true");
        spy(3);
        log.append(1024);
        driver.run();
        driver.events();

        client.revokePublication(2);
        driver.seconds(1, client);

        assertThat(LogMetadata.isRevoked(log.metadata())).isTrue();
        assertThat(log.isConnected()).isFalse();
        assertThat(log.endOfStreamPosition()).isEqualTo(1024);
        assertThat(driver.events()).containsOnlyOnce("ON_UNAVAILABLE_IMAGE correlation=2 subscription=3");
        assertThat(driver.counterId(CounterType.SUBSCRIBER_POSITION, 3)).isNotNegative();
        driver.seconds(8, client);
        assertThat(driver.events()).doesNotContain("ON_UNAVAILABLE_IMAGE");
        assertThat(driver.counterId(CounterType.SUBSCRIBER_POSITION, 3)).isNegative();
    }

    @Test
    void spiesMayJoinAClosedPublicationWhileOthersAreReadingIt() {
        RawLog log = publish("");
        spy(3);
        log.append(1024);
        client.removePublication(2);
        driver.run();
        driver.events();

        client.addSubscription(SPY, 1001);
        driver.run();
        assertThat(driver.events())
                .contains("ON_AVAILABLE_IMAGE correlation=2 session=5000 stream=1001 subscription=5");

        driver.consume(3, 1024);
        driver.consume(5, 1024);
        driver.seconds(1, client);
        driver.events();
        client.addSubscription(SPY, 1001);
        driver.run();
        assertThat(driver.events()).isEqualTo("ON_SUBSCRIPTION_READY correlation=6 status=-1\n");
    }

    @Test
    @Conformance({"DB-49", "DB-79"})
    void aSpyChoosesByFormAndSessionOrByTagAlone() {
        client.addExclusivePublication(CHANNEL + "|session-id=7|tags=5", 1001);
        client.addExclusivePublication(CHANNEL + "|session-id=8", 1001);
        client.addExclusivePublication(CHANNEL + "|session-id=7", 1002);
        driver.run();
        driver.events();

        client.addSubscription(SPY + "|session-id=8", 1001);
        driver.run();
        assertThat(driver.events()).contains("correlation=3 session=8 ").doesNotContain("session=7 ");

        client.addSubscription("aeron-spy:aeron:udp?tags=5|session-id=8", 1001);
        driver.run();
        assertThat(driver.events())
                .contains("correlation=2 session=7 ", "correlation=3 session=8 ")
                .doesNotContain("stream=1002");

        client.addSubscription("aeron-spy:aeron:udp?tags=6", 1001);
        client.addSubscription("aeron-spy:aeron:udp?endpoint=127.0.0.1:20121", 1001);
        driver.run();
        assertThat(driver.events()).doesNotContain("ON_AVAILABLE_IMAGE", "ON_ERROR");
    }

    @Test
    void theImageOfASpyCannotBeRejected() {
        publish("");
        spy(3);
        driver.events();

        client.rejectImage(2, "no");
        driver.run();

        assertThat(driver.events())
                .isEqualTo("ON_ERROR correlation=4 code=11 message=Unable to resolve image for correlationId=2\n");
    }

    @Test
    @Conformance({"DB-56", "DB-57"})
    void aSpyThatMayBeLeftBehindRestsAndJoinsAgainWhereTheSenderIs() {
        RawLog log = publish("|ssc=true|untethered-window-limit-timeout=2s|untethered-linger-timeout=2s"
                + "|untethered-resting-timeout=2s");
        spy(3);
        client.addSubscription(SPY + "|tether=false", 1001);
        driver.run();
        driver.events();
        read(log.append(28 << 10));

        driver.seconds(3, client);
        assertThat(driver.events()).startsWith("ON_UNAVAILABLE_IMAGE correlation=2 subscription=4 ");
        assertThat(limit()).isEqualTo(WINDOW);
        driver.seconds(3, client);
        assertThat(limit()).isEqualTo((28 << 10) + WINDOW);
        driver.seconds(3, client);
        assertThat(driver.events())
                .startsWith("ON_AVAILABLE_IMAGE correlation=2 session=5000 stream=1001 subscription=4 ");
        assertThat(driver.counter(CounterType.SUBSCRIBER_POSITION, 4)).isEqualTo(28 << 10);
    }

    @Test
    @Conformance({"DB-56", "DB-58"})
    void aSpyThatRestsStandsForNoReceiver() {
        RawLog log = publish("|ssc=true|untethered-window-limit-timeout=2s|untethered-linger-timeout=2s"
                + "|untethered-resting-timeout=2s");
        client.addSubscription(SPY + "|tether=false", 1001);
        client.addSubscription(SPY, 1001);
        driver.run();
        log.append(28 << 10);
        driver.consume(4, 28 << 10);
        driver.run();
        client.removeSubscription(4);

        driver.seconds(3, client);
        assertThat(log.isConnected()).isTrue();
        driver.seconds(3, client);
        assertThat(log.isConnected()).isFalse();
        assertThat(limit()).isEqualTo(28 << 10);
        driver.seconds(3, client);
        assertThat(log.isConnected()).isTrue();
    }

    @Test
    void spiesGoWithTheirClient() {
        RawLog log = publish("|ssc=true");
        RawClient other = driver.newClient();
        other.addSubscription(SPY, 1001);
        driver.run();
        assertThat(log.isConnected()).isTrue();

        driver.seconds(12, client);

        assertThat(log.isConnected()).isFalse();
        assertThat(driver.counterLabels()).noneMatch(label -> label.startsWith("sub-pos"));
    }

    private RawLog publish(String parameters) {
        client.addPublication(CHANNEL + parameters, 1001);
        driver.run();
        return driver.log(2);
    }

    private void spy(long expectedId) {
        assertThat(client.addSubscription(SPY, 1001)).isEqualTo(expectedId);
        driver.run();
    }

    /** The only spy has read up to there, and sender and conductor have seen it. */
    private void read(long position) {
        driver.consume(3, position);
        driver.run();
        driver.run();
    }

    private long limit() {
        return driver.counter(CounterType.PUBLISHER_LIMIT, 2);
    }

    private long senderPosition() {
        return driver.counter(CounterType.SENDER_POSITION, 2);
    }

    private void receive(RawLog log, long position) {
        TestDatagrams receiver = new TestDatagrams(
                LogMetadata.sessionId(log.metadata()),
                LogMetadata.streamId(log.metadata()),
                LogMetadata.initialTermId(log.metadata()));
        network.port(PortRole.SENDER).arrives(receiver.statusMessage(position));
        driver.run();
        driver.run();
    }
}
