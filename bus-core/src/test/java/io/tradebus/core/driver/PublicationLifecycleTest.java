package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.RawTail;
import io.tradebus.core.support.Conformance;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A publication (2) with a subscription (3), from the first message to the deletion of the log. */
class PublicationLifecycleTest {
    private static final int WINDOW = 32 << 10;
    private static final int IS_REVOKED = 496;

    private final DriverHarness driver = DriverHarness.start();
    private final RawClient client = driver.newClient();

    private RawLog log;

    @BeforeEach
    void addPublicationAndSubscription() {
        client.addPublication("aeron:ipc", 1001);
        client.addSubscription("aeron:ipc", 1001);
        driver.run();
        driver.events();
        log = driver.log(2);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance("DB-30")
    void theLimitIsAWindowAheadOfTheSlowestSubscriberAndMovesInEighths() {
        assertThat(limit()).isEqualTo(WINDOW);
        log.append(WINDOW - 64);

        driver.consume(3, WINDOW / 8 - 32);
        driver.run();
        assertThat(limit()).isEqualTo(WINDOW);

        driver.consume(3, WINDOW / 8);
        driver.run();
        assertThat(limit()).isEqualTo(WINDOW + WINDOW / 8);
    }

    @Test
    @Conformance({"SM-65", "DB-32"})
    void whatWasReadByAllIsCleanedBeforeTheLimitIsRaised() {
        for (int turn = 0; turn < 4; turn++) {
            while (log.producerPosition() % (64 << 10) < 56 << 10) {
                driver.consume(3, log.append(4096));
                driver.run();
            }
            driver.consume(3, log.appendToEndOfTerm());
            driver.run();
        }

        long position = log.producerPosition();
        assertThat(limit()).isGreaterThan(position);
        assertThat(log.isZero(position, limit() + 8192)).isTrue();
    }

    @Test
    @Conformance("DB-33")
    void withoutSubscribersTheLimitGoesBackToWhereTheFastestWas() {
        log.append(256);
        driver.consume(3, 128);
        driver.run();

        client.removeSubscription(3);
        driver.run();

        assertThat(limit()).isEqualTo(128);
        assertThat(log.isConnected()).isFalse();
    }

    @Test
    @Conformance("DB-38")
    void theLogIsDeletedWhenAllHaveReadToTheEndAndNobodyHoldsIt() {
        log.append(256);
        client.removePublication(2);
        driver.seconds(3, client);
        assertThat(driver.events()).isEqualTo("ON_OPERATION_SUCCESS correlation=4\n");
        assertThat(driver.logPath(2)).exists();

        driver.consume(3, 256);
        driver.seconds(1, client);
        assertThat(driver.events())
                .isEqualTo("ON_UNAVAILABLE_IMAGE correlation=2 subscription=3 stream=1001 channel=aeron:ipc\n");
        assertThat(driver.logPath(2)).exists();

        driver.seconds(1, client);
        assertThat(driver.logPath(2)).doesNotExist();
        assertThat(driver.counterId(CounterType.SUBSCRIBER_POSITION, 3)).isEqualTo(-1);
        assertThat(driver.counterId(CounterType.PUBLISHER_POSITION, 2)).isEqualTo(-1);
    }

    @Test
    void aDrainingPublicationIsNotSharedAndNotJoined() {
        log.append(256);
        client.removePublication(2);
        client.addSubscription("aeron:ipc", 1001);
        client.addPublication("aeron:ipc", 1001);
        driver.run();

        assertThat(driver.events())
                .contains("ON_PUBLICATION_READY correlation=6 registration=6")
                .doesNotContain("ON_AVAILABLE_IMAGE correlation=2");
    }

    @Test
    @Conformance("SM-64")
    void aClaimThatNobodyCanCommitIsSkippedWhileDraining() {
        log.append(64);
        log.beginFrame(96);
        log.append(64);
        client.removePublication(2);
        driver.consume(3, 64);
        driver.seconds(1, client);

        assertThat(driver.counter(SystemCounter.UNBLOCKED_PUBLICATIONS)).isEqualTo(1);
        assertThat(DataFrame.describe(log.file().term(0), 64)).contains("length=96");
        assertThat(DataFrame.isPadding(log.file().term(0), 64)).isTrue();
    }

    @Test
    void aClaimThatNothingFollowsDoesNotHoldUpTheEnd() {
        log.append(64);
        log.claim(96);
        client.removePublication(2);
        driver.consume(3, 64);
        driver.run();
        assertThat(log.endOfStreamPosition()).isEqualTo(160);

        driver.seconds(15, client);
        assertThat(log.endOfStreamPosition()).isEqualTo(160);

        driver.seconds(3, client);
        assertThat(log.endOfStreamPosition()).isEqualTo(64);
        assertThat(limit()).isEqualTo(64);
        assertThat(driver.counter(CounterType.PUBLISHER_POSITION, 2)).isEqualTo(64);
        assertThat(driver.counter(SystemCounter.UNBLOCKED_PUBLICATIONS)).isEqualTo(1);

        driver.seconds(2, client);
        assertThat(driver.events()).contains("ON_UNAVAILABLE_IMAGE correlation=2 subscription=3");
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    void aTailThatNoPublisherReachesDoesNotHoldUpTheEnd() {
        log.append(64);
        int termId = LogMetadata.initialTermId(log.metadata());
        LogMetadata.rawTail(log.metadata(), 0, RawTail.pack(termId + 1_000, 64));
        client.removePublication(2);
        driver.consume(3, 64);
        driver.run();
        assertThat(log.endOfStreamPosition()).isEqualTo(64 + WINDOW + (64 << 10));

        driver.seconds(20, client);

        assertThat(log.endOfStreamPosition()).isEqualTo(64);
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    void aSubscriberCannotHaveReadWhatWasNotPublished() {
        log.append(4096);

        driver.consume(3, Long.MAX_VALUE);
        driver.run();
        assertThat(limit()).isEqualTo(4096 + WINDOW);

        driver.consume(3, Long.MIN_VALUE);
        client.addSubscription("aeron:ipc", 1001);
        driver.run();
        assertThat(driver.counter(CounterType.SUBSCRIBER_POSITION, 4)).isEqualTo(4096);
    }

    @Test
    @Conformance({"SM-63", "DB-34"})
    void aClaimOfADeadPublisherIsSkippedAfterTheUnblockTimeout() {
        log.append(64);
        log.claim(96);
        log.append(64);
        driver.consume(3, 64);
        driver.seconds(16, client);
        assertThat(driver.counter(SystemCounter.UNBLOCKED_PUBLICATIONS)).isEqualTo(0);

        driver.seconds(1, client);

        assertThat(driver.counter(SystemCounter.UNBLOCKED_PUBLICATIONS)).isEqualTo(1);
        assertThat(DataFrame.isPadding(log.file().term(0), 64)).isTrue();
        assertThat(DataFrame.frameLength(log.file().term(0), 64)).isEqualTo(96);
    }

    @Test
    void aPublisherThatBeginsAfterALongSilenceIsNotTakenForDead() {
        driver.seconds(30, client);
        log.beginFrame(96);
        driver.seconds(2, client);

        assertThat(driver.counter(SystemCounter.UNBLOCKED_PUBLICATIONS)).isEqualTo(0);
    }

    @Test
    @Conformance("DB-34")
    void anExclusivePublicationIsNotUnblocked() {
        client.addExclusivePublication("aeron:ipc", 1002);
        client.addSubscription("aeron:ipc", 1002);
        driver.run();
        RawLog exclusive = driver.log(4);
        exclusive.beginFrame(96);

        driver.seconds(40, client);

        assertThat(driver.counter(SystemCounter.UNBLOCKED_PUBLICATIONS)).isEqualTo(0);
    }

    @Test
    @Conformance({"SM-74", "DB-43", "DB-44"})
    void aRevokedPublicationEndsForAllWithoutDraining() {
        client.addPublication("aeron:ipc", 1001);
        driver.run();
        driver.events();
        log.append(256);

        client.revokePublication(4);
        driver.run();
        assertThat(LogMetadata.isRevoked(log.metadata())).isTrue();
        assertThat(driver.events()).isEqualTo("ON_OPERATION_SUCCESS correlation=5\n");

        driver.seconds(1, client);
        assertThat(driver.events())
                .isEqualTo("ON_UNAVAILABLE_IMAGE correlation=2 subscription=3 stream=1001 channel=aeron:ipc\n");
        assertThat(driver.counter(SystemCounter.PUBLICATIONS_REVOKED)).isEqualTo(1);
        assertThat(log.endOfStreamPosition()).isEqualTo(256);
        assertThat(log.isConnected()).isFalse();
        assertThat(limit()).isEqualTo(256);

        driver.seconds(5, client);
        assertThat(driver.logPath(2)).exists();
        client.removePublication(2);
        driver.seconds(1, client);
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    void aRevokedPublicationThatNobodyHoldsIsGoneInTwoTimerPasses() {
        client.revokePublication(2);
        driver.seconds(2, client);

        assertThat(driver.events()).isEqualTo("""
                ON_OPERATION_SUCCESS correlation=4
                ON_UNAVAILABLE_IMAGE correlation=2 subscription=3 stream=1001 channel=aeron:ipc
                """);
        assertThat(driver.counter(SystemCounter.PUBLICATIONS_REVOKED)).isEqualTo(1);
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    void aClientCannotTakeARevocationBack() {
        client.revokePublication(2);
        driver.run();
        log.metadata().putByte(IS_REVOKED, (byte) 0);

        driver.seconds(2, client);

        assertThat(driver.counter(SystemCounter.PUBLICATIONS_REVOKED)).isEqualTo(1);
        assertThat(driver.logPath(2)).doesNotExist();
    }

    @Test
    void aLogThatCannotBeDeletedIsCountedAndTriedAgain() throws Exception {
        Path path = driver.logPath(2);
        client.removePublication(2);
        driver.seconds(1, client);
        Files.delete(path);
        Files.createDirectories(path.resolve("in-the-way"));

        driver.seconds(2, client);
        assertThat(driver.counter(SystemCounter.FREE_FAILS)).isPositive();

        Files.delete(path.resolve("in-the-way"));
        driver.seconds(1, client);
        assertThat(path).doesNotExist();
    }

    private long limit() {
        return driver.counter(CounterType.PUBLISHER_LIMIT, 2);
    }
}
