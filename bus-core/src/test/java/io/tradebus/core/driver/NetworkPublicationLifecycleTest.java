package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.RawTail;
import io.tradebus.core.support.Conformance;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How far a publisher to the network may go, and what becomes of its publication when it leaves. */
class NetworkPublicationLifecycleTest {
    private static final String CHANNEL = "aeron:udp?endpoint=localhost:20121";
    private static final int WINDOW = 32 << 10;

    private final TestNetwork network = new TestNetwork();
    private final DriverHarness driver = DriverHarness.start(config -> config, network::join);
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance({"DB-31", "DB-33"})
    void theLimitIsAWindowAheadOfWhatWasSentAndGoesBackWithoutReceivers() {
        client.addPublication(CHANNEL, 1001);
        driver.run();
        RawLog log = driver.log(2);
        assertThat(limit()).isZero();
        assertThat(log.isConnected()).isFalse();

        receive(log, 0);
        assertThat(log.isConnected()).isTrue();
        assertThat(limit()).isEqualTo(WINDOW);

        log.append(1024);
        driver.run();
        assertThat(driver.counter(CounterType.SENDER_POSITION, 2)).isEqualTo(1024);
        assertThat(driver.counter(CounterType.PUBLISHER_POSITION, 2)).isEqualTo(1024);
        assertThat(limit()).isEqualTo(1024 + WINDOW);

        driver.seconds(7, client);
        assertThat(log.isConnected()).isFalse();
        assertThat(limit()).isEqualTo(1024);
    }

    @Test
    @Conformance("DB-32")
    void theLimitNeverReachesWhatIsNotClean() {
        client.addPublication(CHANNEL, 1001);
        driver.run();
        RawLog log = driver.log(2);
        receive(log, 0);

        for (int turn = 0; turn < 5; turn++) {
            while (log.producerPosition() % (64 << 10) < 63 << 10) {
                receive(log, log.append(1024));
                assertThat(log.isZero(log.producerPosition(), limit())).isTrue();
            }
            receive(log, log.appendToEndOfTerm());
        }

        assertThat(limit()).isGreaterThan(log.producerPosition());
        assertThat(log.isZero(log.producerPosition(), limit())).isTrue();
    }

    @Test
    @Conformance("DB-34")
    void aClaimOfADeadPublisherIsSkippedWhereTheSenderStandsButNotOfAnExclusiveOne() {
        client.addPublication(CHANNEL, 1001);
        client.addExclusivePublication(CHANNEL, 1002);
        driver.run();
        RawLog shared = driver.log(2);
        RawLog exclusive = driver.log(3);
        for (RawLog log : List.of(shared, exclusive)) {
            receive(log, 0);
            log.claim(96);
        }
        shared.append(64);

        for (int second = 0; second < 18; second++) {
            network.port(PortRole.SENDER).arrives(other(shared).statusMessage(0));
            driver.seconds(1, client);
        }

        assertThat(driver.counter(SystemCounter.UNBLOCKED_PUBLICATIONS)).isEqualTo(1);
        assertThat(DataFrame.isPadding(shared.file().term(0), 0)).isTrue();
        assertThat(driver.counter(CounterType.SENDER_POSITION, 2)).isEqualTo(160);
    }

    @Test
    @Conformance({"DB-35", "DB-36", "WP-50"})
    void aClosedPublicationLingersUntilItsOnlyReceiverHasReadToTheEnd() {
        client.addPublication(CHANNEL, 1001);
        driver.run();
        RawLog log = driver.log(2);
        receive(log, 0);
        log.append(256);
        driver.run();

        client.removePublication(2);
        driver.seconds(2, client);
        assertThat(log.endOfStreamPosition()).isEqualTo(256);
        assertThat(limit()).isEqualTo(256);
        assertThat(network.port(PortRole.SENDER).takeSent().toString()).contains("flags=0xe0");
        assertThat(driver.logPath(2)).exists();

        network.port(PortRole.SENDER).arrives(other(log).lastStatusMessage(256));
        driver.seconds(2, client);
        assertThat(driver.logPath(2)).doesNotExist();
        assertThat(driver.counterLabels()).noneMatch(label -> label.contains("snd-") || label.contains("pub-"));
        assertThat(network.port(PortRole.SENDER).isClosed).isTrue();
    }

    @Test
    @Conformance("DB-36")
    void aClosedPublicationLingersAsLongAsItsChannelSaysWhenNobodySaysGoodbye() {
        client.addPublication(CHANNEL + "|linger=3s", 1001);
        driver.run();

        client.removePublication(2);
        driver.seconds(4, client);
        assertThat(driver.logPath(2)).exists();

        driver.seconds(2, client);
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    @Conformance("DB-37")
    void whatCannotBeSentIsGivenUpWhenNobodyReceives() {
        client.addPublication(CHANNEL + "|linger=0", 1001);
        driver.run();
        RawLog log = driver.log(2);
        receive(log, 0);
        // More than the receiver lets be in flight.
        while (log.producerPosition() < 48 << 10) {
            log.append(1024);
        }

        client.removePublication(2);
        driver.seconds(3, client);
        assertThat(driver.logPath(2)).exists();

        driver.seconds(6, client);
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    void aClaimThatNothingFollowsDoesNotHoldUpTheEnd() {
        client.addPublication(CHANNEL, 1001);
        driver.run();
        RawLog log = driver.log(2);
        receive(log, 0);
        log.append(256);
        log.claim(96);

        client.removePublication(2);
        driver.run();
        assertThat(log.endOfStreamPosition()).isEqualTo(352);

        whileReceived(log, 256, 15);
        assertThat(log.endOfStreamPosition()).isEqualTo(352);

        whileReceived(log, 256, 4);
        assertThat(log.endOfStreamPosition()).isEqualTo(256);
        assertThat(limit()).isEqualTo(256);
        assertThat(driver.counter(CounterType.PUBLISHER_POSITION, 2)).isEqualTo(256);
        assertThat(driver.counter(SystemCounter.UNBLOCKED_PUBLICATIONS)).isEqualTo(1);
        assertThat(network.port(PortRole.SENDER).takeSent().toString()).contains("flags=0xe0");

        network.port(PortRole.SENDER).arrives(other(log).lastStatusMessage(256));
        driver.seconds(2, client);
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    void aTailThatNoPublisherReachesDoesNotHoldUpTheEnd() {
        client.addPublication(CHANNEL, 1001);
        driver.run();
        RawLog log = driver.log(2);
        receive(log, 0);
        log.append(256);
        driver.run();
        int termId = LogMetadata.initialTermId(log.metadata());
        LogMetadata.rawTail(log.metadata(), 0, RawTail.pack(termId + 1_000, 64));

        client.removePublication(2);
        driver.run();
        assertThat(log.endOfStreamPosition()).isEqualTo(256 + WINDOW + (64 << 10));

        whileReceived(log, 256, 18);
        assertThat(log.endOfStreamPosition()).isEqualTo(256);
        driver.seconds(12, client);
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    void aFrameThatFitsNoDatagramDoesNotHoldUpTheEnd() {
        client.addPublication(CHANNEL, 1001);
        driver.run();
        RawLog log = driver.log(2);
        receive(log, 0);
        log.append(256);
        log.append(4096);

        client.removePublication(2);
        whileReceived(log, 256, 3);

        assertThat(log.endOfStreamPosition()).isEqualTo(256);
        driver.seconds(12, client);
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    void aPublicationThatCannotBeFollowedIsNotWaitedFor() {
        client.addPublication(CHANNEL, 1001);
        driver.run();
        RawLog log = driver.log(2);
        receive(log, 0);
        while (log.producerPosition() < 48 << 10) {
            log.append(1024);
        }
        driver.run();

        client.removePublication(2);
        driver.run();
        driver.store(CounterType.SENDER_POSITION, 2, 1021);
        whileReceived(log, 0, 3);
        driver.seconds(12, client);

        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    @Conformance({"DB-43", "DB-44"})
    void aRevokedPublicationEndsForAllAtOnce() {
        client.addPublication(CHANNEL, 1001);
        client.addPublication(CHANNEL, 1001);
        driver.run();
        RawLog log = driver.log(2);
        receive(log, 0);
        log.append(256);
        driver.run();

        client.revokePublication(3);
        driver.seconds(1, client);
        assertThat(LogMetadata.isRevoked(log.metadata())).isTrue();
        assertThat(log.isConnected()).isFalse();
        assertThat(log.endOfStreamPosition()).isEqualTo(256);
        assertThat(limit()).isEqualTo(256);
        assertThat(driver.counter(SystemCounter.PUBLICATIONS_REVOKED)).isEqualTo(1);
        driver.milliseconds(150);
        assertThat(network.port(PortRole.SENDER).takeSent().toString()).contains("flags=0xf0");

        driver.seconds(8, client);
        assertThat(driver.logPath(2)).exists();
        client.removePublication(2);
        driver.seconds(2, client);
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    void aPublicationEndsWithItsClient() {
        client.addPublication(CHANNEL, 1001);
        driver.run();

        client.close();
        driver.seconds(9);

        assertThat(driver.logPath(2)).doesNotExist();
        assertThat(network.port(PortRole.SENDER).isClosed).isTrue();
        assertThat(driver.counterLabels()).noneMatch(label -> label.contains("snd-"));
    }

    private long limit() {
        return driver.counter(CounterType.PUBLISHER_LIMIT, 2);
    }

    private void receive(RawLog log, long position) {
        network.port(PortRole.SENDER).arrives(other(log).statusMessage(position));
        driver.run();
        driver.run();
    }

    /** Lets seconds pass in which a receiver says that it has received up to a position. */
    private void whileReceived(RawLog log, long position, int seconds) {
        for (int second = 0; second < seconds; second++) {
            receive(log, position);
            driver.seconds(1, client);
        }
    }

    private static TestDatagrams other(RawLog log) {
        return new TestDatagrams(
                LogMetadata.sessionId(log.metadata()),
                LogMetadata.streamId(log.metadata()),
                LogMetadata.initialTermId(log.metadata()));
    }
}
