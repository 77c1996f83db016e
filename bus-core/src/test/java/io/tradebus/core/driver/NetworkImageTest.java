package io.tradebus.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.CounterType;
import io.tradebus.core.counters.EvidenceCounter;
import io.tradebus.core.counters.SetupRefusal;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.media.PortRole;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.support.Conformance;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Images of streams that come over the network. The first subscription is 2, the first image 3. */
class NetworkImageTest {
    private static final String CHANNEL = "aeron:udp?endpoint=localhost:20121";
    private static final int STREAM_ID = 1001;

    private final TestNetwork network = new TestNetwork();
    private final TestDatagrams sender = new TestDatagrams(7, STREAM_ID, 40);
    private final DriverHarness driver = DriverHarness.start(config -> config, network::join);
    private final RawClient client = driver.newClient();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    @Conformance({"DB-45", "DB-46", "DB-48"})
    void aStreamThatIsOfferedBecomesAnImageAtThePositionOfItsSender() {
        client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();
        long position = (3 << 16) + 4096;

        arrives(sender.setup(position));

        int counterId = driver.counterId(CounterType.SUBSCRIBER_POSITION, 2);
        assertThat(driver.events())
                .contains("ON_SUBSCRIPTION_READY correlation=2")
                .endsWith("ON_AVAILABLE_IMAGE correlation=3 session=7 stream=1001 subscription=2 counter=" + counterId
                        + " logFile=images/3.logbuffer sourceIdentity=10.0.0.9:9\n");
        assertThat(driver.counters().getCounterValue(counterId)).isEqualTo(position);
        assertThat(driver.counters().getCounterOwnerId(counterId)).isEqualTo(client.id());
        assertThat(driver.counters().getCounterReferenceId(counterId)).isEqualTo(3);
        assertThat(driver.counter(CounterType.RECEIVER_POSITION, 3)).isEqualTo(position);
        assertThat(driver.counter(CounterType.RECEIVER_HIGH_WATER_MARK, 3)).isEqualTo(position);
        assertThat(driver.counter(CounterType.RECEIVER_NAKS_SENT, 3)).isZero();
    }

    @Test
    void theLogOfAnImageSaysWhatItsEndpointAndItsReadersAskFor() {
        client.addSubscription(
                CHANNEL + "|rcv-wnd=16k|so-rcvbuf=64k|group=true|reliable=false|rejoin=false|sparse=true", STREAM_ID);
        driver.run();

        arrives(sender.setup(0));

        RawLog log = driver.imageLog(3);
        assertThat(LogMetadata.receiverWindowLength(log.metadata())).isEqualTo(16 << 10);
        assertThat(LogMetadata.socketBuffers(log.metadata()).receiveLength()).isEqualTo(64 << 10);
        assertThat(LogMetadata.traits(log.metadata()).group()).isTrue();
        assertThat(LogMetadata.traits(log.metadata()).reliable()).isFalse();
        assertThat(LogMetadata.traits(log.metadata()).rejoin()).isFalse();
        assertThat(LogMetadata.termLength(log.metadata())).isEqualTo(TestDatagrams.TERM_LENGTH);
        assertThat(LogMetadata.mtuLength(log.metadata())).isEqualTo(TestDatagrams.MTU_LENGTH);
        assertThat(LogMetadata.sessionId(log.metadata())).isEqualTo(7);
    }

    @Test
    @Conformance({"DB-49", "WP-46"})
    void sessionsThatNobodyAskedForBecomeNoImages() {
        client.addSubscription(CHANNEL + "|session-id=8", STREAM_ID);
        driver.run();
        driver.events();

        arrives(sender.setup(0));
        assertThat(driver.events()).isEmpty();

        arrives(new TestDatagrams(8, STREAM_ID, 40).setup(0));
        assertThat(driver.events()).contains("ON_AVAILABLE_IMAGE").contains("session=8");

        client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();
        arrives(sender.setup(0));
        assertThat(driver.events()).contains("session=7");
    }

    @Test
    void aReaderWhosePositionIsBeyondAllThatCameHasNothingCleaned() {
        client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();
        arrives(sender.setup(0));
        arrives(sender.data(0, 1024));

        driver.consume(2, 1L << 62);
        driver.run();

        assertThat(driver.imageLog(3).isZero(0, 1024)).isFalse();
    }

    @Test
    @Conformance("DB-47")
    void whoComesLateJoinsWhereTheSlowestReads() {
        client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();
        arrives(sender.setup(0));
        arrives(sender.data(0, 1024));
        assertThat(driver.counter(CounterType.RECEIVER_POSITION, 3)).isEqualTo(1024);
        driver.consume(2, 512);

        long late = client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();
        assertThat(driver.counter(CounterType.SUBSCRIBER_POSITION, late)).isEqualTo(512);

        driver.consume(2, 1024);
        driver.consume(late, 1024);
        long later = client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();
        assertThat(driver.counter(CounterType.SUBSCRIBER_POSITION, later)).isEqualTo(1024);
    }

    @Test
    @Conformance({"DB-51", "DB-55"})
    void aStreamThatEndsIsGoneWhenItWasReadAndAWhileHasPassed() {
        client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();
        arrives(sender.setup(0));
        arrives(sender.data(0, 1024));
        driver.events();

        arrives(sender.endOfStream(1024));
        driver.seconds(3, client);
        assertThat(driver.events()).isEmpty();

        driver.consume(2, 1024);
        driver.seconds(1, client);
        assertThat(driver.events())
                .isEqualTo("ON_UNAVAILABLE_IMAGE correlation=3 subscription=2 stream=1001 channel=" + CHANNEL + "\n");
        assertThat(driver.imageLogPath(3)).exists();

        driver.seconds(12, client);
        assertThat(driver.imageLogPath(3)).doesNotExist();
        assertThat(driver.counterId(CounterType.SUBSCRIBER_POSITION, 2)).isNegative();
        assertThat(driver.counterId(CounterType.RECEIVER_POSITION, 3)).isNegative();
    }

    @Test
    @Conformance({"DB-51", "DB-53", "WP-47", "WP-51"})
    void aStreamThatFallsSilentIsGoneAndMayComeBack() {
        client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();
        arrives(sender.setup(0));
        driver.events();

        for (int second = 0; second < 13; second++) {
            // Offers alone are no sign of life.
            arrives(sender.setup(0));
            driver.seconds(1, client);
        }
        assertThat(driver.events()).startsWith("ON_UNAVAILABLE_IMAGE correlation=3");

        arrives(sender.setup(0));
        driver.seconds(1, client);
        arrives(sender.setup(0));
        assertThat(driver.counterLabels()).anyMatch(label -> label.startsWith("rcv-hwm"));
        assertThat(driver.counterId(CounterType.SUBSCRIBER_POSITION, 2)).isPositive();
    }

    @Test
    @Conformance({"DB-53", "WP-51"})
    void aStreamThatFellSilentStaysAwayIfItMayNotRejoin() {
        client.addSubscription(CHANNEL + "|rejoin=false", STREAM_ID);
        driver.run();
        arrives(sender.setup(0));
        driver.seconds(26, client);
        assertThat(driver.events()).contains("ON_UNAVAILABLE_IMAGE correlation=3");

        arrives(sender.setup(0));
        driver.seconds(2, client);

        assertThat(driver.events()).isEmpty();
    }

    @Test
    @Conformance({"DB-52", "DB-54", "WP-49"})
    void theSenderHearsAtOnceThatTheLastReaderGoesAndTheReaderHearsNothing() {
        client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();
        arrives(sender.setup(0));
        driver.milliseconds(300);
        network.port(PortRole.RECEIVER).takeSent();
        driver.events();

        client.removeSubscription(2);
        driver.run();

        assertThat(network.port(PortRole.RECEIVER).takeSent().toString())
                .contains("SM")
                .contains("flags=0x40");
        assertThat(driver.events()).isEqualTo("ON_OPERATION_SUCCESS correlation=4\n");
        driver.seconds(4, client);
        assertThat(driver.imageLogPath(3)).doesNotExist();
        assertThat(network.port(PortRole.RECEIVER).isClosed).isTrue();
    }

    @Test
    @Conformance("DB-43")
    void aStreamThatIsRevokedIsGoneWithoutBeingRead() {
        client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();
        arrives(sender.setup(0));
        arrives(sender.data(0, 1024));
        driver.events();

        arrives(sender.revoked(1024));
        driver.seconds(1, client);

        assertThat(driver.events()).startsWith("ON_UNAVAILABLE_IMAGE correlation=3");
        assertThat(LogMetadata.isRevoked(driver.imageLog(3).metadata())).isTrue();
        assertThat(driver.counter(SystemCounter.IMAGES_REVOKED)).isEqualTo(1);
    }

    @Test
    @Conformance({"DB-65", "WP-45"})
    void anMtuAboveTheWindowIsRefusedForAReasonThatCanBeSeen() {
        client.addSubscription(CHANNEL + "|rcv-wnd=4k", STREAM_ID);
        driver.run();
        driver.events();

        arrives(sender.setup(0, TestDatagrams.TERM_LENGTH, 8192));

        assertThat(driver.events()).isEmpty();
        assertThat(driver.errorLog()).contains("mtuLength=8192 > initialWindowLength=4096");
        assertThat(evidence(EvidenceCounter.SETUPS_REFUSED)).isEqualTo(1);
        assertThat(evidence(EvidenceCounter.LAST_REFUSAL)).isEqualTo(SetupRefusal.MTU_ABOVE_WINDOW.code());
        assertThat(evidence(EvidenceCounter.LAST_REFUSED_VALUE)).isEqualTo(8192);
        assertThat(driver.imageLogPath(3)).doesNotExist();
    }

    @Test
    void whatIsRefusedIsCountedButDoesNotFillTheErrorLog() {
        client.addSubscription(CHANNEL + "|rcv-wnd=4k", STREAM_ID);
        driver.run();

        for (int session = 0; session < 300; session++) {
            arrives(new TestDatagrams(session, STREAM_ID, 40).setup(0, TestDatagrams.TERM_LENGTH, 8192));
        }

        assertThat(evidence(EvidenceCounter.SETUPS_REFUSED)).isEqualTo(300);
        assertThat(driver.errorLog().lines().filter(line -> line.contains("mtuLength=8192")))
                .hasSize(256);
        assertThat(driver.errorLog()).contains("44 x ").contains("RefusedSetupException than are told apart");
    }

    @Test
    void aTermLengthThatIsNoneIsRefusedForAReasonThatCanBeSeen() {
        client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();

        arrives(sender.setup(0, 100_000, 1408));

        assertThat(evidence(EvidenceCounter.LAST_REFUSAL)).isEqualTo(SetupRefusal.INVALID_TERM_LENGTH.code());
        assertThat(evidence(EvidenceCounter.LAST_REFUSED_VALUE)).isEqualTo(100_000);
        assertThat(driver.errorLog()).contains("termLength=100000");
    }

    @Test
    void aCongestionControlThatDoesNotExistLetsTheSubscriptionBeButNoImage() {
        client.addSubscription(CHANNEL + "|cc=nonsense", STREAM_ID);
        driver.run();
        assertThat(driver.events()).contains("ON_SUBSCRIPTION_READY correlation=2");

        arrives(sender.setup(0));

        assertThat(driver.events()).isEmpty();
        assertThat(driver.errorLog()).contains("nonsense");
        assertThat(evidence(EvidenceCounter.LAST_REFUSAL)).isEqualTo(SetupRefusal.UNKNOWN_CONGESTION_CONTROL.code());
    }

    @Test
    @Conformance("DB-95")
    void aStreamThatThereIsNoRoomForIsRefusedAndLeavesNoFile() {
        TestNetwork small = new TestNetwork();
        AtomicLong usable = new AtomicLong(1L << 40);
        try (DriverHarness full = DriverHarness.start(
                config -> config, assembly -> small.join(assembly).usableSpace(path -> usable.get()))) {
            full.newClient().addSubscription(CHANNEL, STREAM_ID);
            full.run();
            usable.set(100_000);
            small.port(PortRole.RECEIVER).arrives(sender.setup(0));
            full.run();
            full.run();

            assertThat(full.errorLog()).contains("insufficient usable storage for new log");
            assertThat(full.imageLogPath(3)).doesNotExist();
            assertThat(full.counterLabels()).noneMatch(label -> label.startsWith("rcv-hwm"));
        }
    }

    @Test
    @Conformance("DB-63")
    void moreSessionsThanAreAllowedAreRefusedUntilOneGoes() {
        TestNetwork small = new TestNetwork();
        try (DriverHarness limited = DriverHarness.start(
                config -> config.withSubscription(config.subscription().withStreamSessionLimit(1)), small::join)) {
            RawClient reader = limited.newClient();
            reader.addSubscription(CHANNEL, STREAM_ID);
            limited.run();
            TestPort port = small.port(PortRole.RECEIVER);
            port.arrives(sender.setup(0));
            limited.run();
            port.arrives(new TestDatagrams(8, STREAM_ID, 40).setup(0));
            limited.run();
            assertThat(limited.errorLog()).contains("exceeded session limit, streamId=1001");
            assertThat(limited.events()).doesNotContain("session=8");

            port.arrives(sender.endOfStream(0));
            limited.seconds(3, reader);
            port.arrives(new TestDatagrams(8, STREAM_ID, 40).setup(0));
            limited.run();
            limited.run();
            assertThat(limited.events())
                    .contains("ON_UNAVAILABLE_IMAGE correlation=3")
                    .contains("session=8");
        }
    }

    @Test
    @Conformance({"DB-56", "DB-57"})
    void aReaderThatMayBeLeftBehindRestsAndJoinsAgain() {
        String timeouts =
                "|untethered-window-limit-timeout=2s|untethered-linger-timeout=2s" + "|untethered-resting-timeout=2s";
        client.addSubscription(CHANNEL + timeouts, STREAM_ID);
        client.addSubscription(CHANNEL + "|tether=false", STREAM_ID);
        driver.run();
        arrives(sender.setup(0));
        long image = 4;
        long position = 0;
        while (position < 30 << 10) {
            arrives(sender.data(position, 1024));
            position += 1024;
            driver.consume(2, position);
            driver.run();
        }
        driver.events();

        stayAlive(3, position);
        assertThat(driver.events()).startsWith("ON_UNAVAILABLE_IMAGE correlation=" + image + " subscription=3");
        stayAlive(3, position);
        driver.milliseconds(300);
        assertThat(network.port(PortRole.RECEIVER).takeSent().toString()).contains("offset=" + position);

        stayAlive(3, position);
        assertThat(driver.events())
                .contains("ON_AVAILABLE_IMAGE correlation=" + image)
                .contains("subscription=3");
        assertThat(driver.counter(CounterType.SUBSCRIBER_POSITION, 3)).isEqualTo(position);
    }

    @Test
    void anImageWhoseLastReaderWasLeftBehindForGoodDoesNotHoldItsSenderUp() {
        String timeouts = "|untethered-window-limit-timeout=2s|untethered-linger-timeout=2s";
        client.addSubscription(CHANNEL + "|rejoin=false" + timeouts, STREAM_ID);
        client.addSubscription(CHANNEL + "|rejoin=false|tether=false", STREAM_ID);
        driver.run();
        arrives(sender.setup(0));
        long image = 4;
        long position = 0;
        while (position < 30 << 10) {
            arrives(sender.data(position, 1024));
            position += 1024;
            driver.consume(2, position);
            driver.run();
        }
        stayAlive(8, position);
        assertThat(driver.counterId(CounterType.SUBSCRIBER_POSITION, 3)).isNegative();

        client.removeSubscription(2);
        stayAlive(5, position);

        assertThat(driver.imageLogPath(image)).doesNotExist();
        network.port(PortRole.RECEIVER).takeSent();
        arrives(sender.setup(position));
        stayAlive(5, position);
        assertThat(network.port(PortRole.RECEIVER).takeSent().toString()).doesNotContain("SM");
    }

    @Test
    void aWindowIsOpenedOnlyOverWhatIsClean() {
        client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();
        arrives(sender.setup(0));
        RawLog log = driver.imageLog(3);

        long position = 0;
        for (int i = 0; i < 300; i++) {
            arrives(sender.data(position, 1024));
            position += 1024;
            driver.consume(2, position);
            driver.run();
            assertThat(log.isZero(position, position + (32 << 10))).isTrue();
        }

        assertThat(driver.counter(CounterType.RECEIVER_POSITION, 3)).isEqualTo(position);
    }

    @Test
    void anImageOutlivesTheClientThatReadItNoLongerThanItMust() {
        client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();
        arrives(sender.setup(0));

        client.close();
        driver.seconds(6);

        assertThat(driver.imageLogPath(3)).doesNotExist();
        assertThat(network.port(PortRole.RECEIVER).isClosed).isTrue();
        assertThat(driver.counterLabels()).noneMatch(label -> label.startsWith("rcv-") || label.startsWith("sub-"));
    }

    @Test
    void aDriverThatClosesDeletesTheLogsOfImages() {
        client.addSubscription(CHANNEL, STREAM_ID);
        driver.run();
        arrives(sender.setup(0));
        assertThat(driver.imageLogPath(3)).exists();

        driver.driver().close();

        assertThat(driver.imageLogPath(3)).doesNotExist();
        assertThat(network.port(PortRole.RECEIVER).isClosed).isTrue();
    }

    private void stayAlive(int seconds, long position) {
        for (int i = 0; i < seconds; i++) {
            arrives(sender.heartbeat(position));
            driver.seconds(1, client);
        }
    }

    private void arrives(UnsafeBuffer datagram) {
        network.port(PortRole.RECEIVER).arrives(datagram);
        driver.run();
        driver.run();
    }

    private long evidence(EvidenceCounter counter) {
        int status = driver.channelStatusId(2);
        return counter.valueOr(driver.counters(), status, -1);
    }
}
