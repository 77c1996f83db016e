package io.tradebus.core.driver.receiver;

import static io.tradebus.core.driver.receiver.ReceiverHarness.ENDPOINT;
import static io.tradebus.core.driver.receiver.ReceiverHarness.EPOCH_MS;
import static io.tradebus.core.driver.receiver.ReceiverHarness.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.NakConfig;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.protocol.FeedbackDelays;
import io.tradebus.core.driver.protocol.GapSettings;
import io.tradebus.core.files.LossReportReader;
import io.tradebus.core.support.Conformance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done about data that did not come. */
class LossTest {
    private static final long FIRST_NS = 1_000;
    private static final long RETRY_NS = 100_000;

    private final ReceiverHarness harness = new ReceiverHarness();
    private final TestFrames frames = harness.frames;
    private final TestImage image = harness.newImage(frames, 0);

    @AfterEach
    void close() {
        harness.close();
    }

    private void receive() {
        harness.receiver.addInterest(ENDPOINT, STREAM);
        harness.add(image);
        harness.cycle();
        harness.port.takeLines();
    }

    private static String nak(long position, int range) {
        return "NAK session=5 stream=10 term=" + TestFrames.termOf(position) + " offset="
                + TestFrames.offsetOf(position) + " range=" + range + " -> 40001";
    }

    @Test
    @Conformance({"WP-64", "WP-65", "DB-60"})
    void aGapIsAskedForAfterItsDelayAndThenAgainAndAgain() {
        receive();
        harness.arrive(frames.data(0, 128), frames.data(512, 128));
        assertThat(harness.sent()).isEmpty();

        harness.cycleAfter(FIRST_NS);
        assertThat(harness.sent()).containsExactly(nak(128, 384));

        harness.cycleAfter(RETRY_NS - 1);
        assertThat(harness.sent()).isEmpty();

        harness.cycleAfter(1);
        assertThat(harness.sent()).containsExactly(nak(128, 384));
        assertThat(image.naksSent.get()).isEqualTo(2);
        assertThat(harness.count(SystemCounter.NAKS_SENT)).isEqualTo(2);
    }

    @Test
    void whatComesIntoAGapMakesItSmallerFromEitherEnd() {
        receive();
        harness.arrive(frames.heartbeat(8192));
        harness.cycleAfter(FIRST_NS);
        assertThat(harness.sent()).containsExactly(nak(0, 8192));

        harness.arrive(frames.data(0, 128), frames.data(128, 128));
        harness.cycleAfter(FIRST_NS);
        assertThat(harness.sent()).containsExactly(nak(256, 7936));

        harness.arrive(frames.data(256, 128), frames.data(4096, 128), frames.data(1024, 128));
        harness.cycleAfter(FIRST_NS);
        assertThat(harness.sent()).containsExactly(nak(384, 640));

        harness.arrive(frames.data(384, 640));
        harness.cycleAfter(FIRST_NS);
        assertThat(harness.sent()).containsExactly(nak(1152, 2944));
    }

    @Test
    void aGapGrowsWithWhatTheSenderSaysThatItHasSent() {
        receive();
        harness.arrive(frames.heartbeat(1024));
        harness.arrive(frames.heartbeat(2048));
        harness.cycleAfter(FIRST_NS);
        assertThat(harness.sent()).containsExactly(nak(0, 2048));

        harness.arrive(frames.data(4096, 128));
        harness.cycleAfter(FIRST_NS);
        assertThat(harness.sent()).containsExactly(nak(0, 4096));
    }

    @Test
    @Conformance("WP-68")
    void theDelayOfTheChannelIsKept() {
        image.delay = FeedbackDelays.unicast(NakConfig.DEFAULT, 1_000_000L);
        receive();
        harness.arrive(frames.data(128, 128));

        harness.cycleAfter(999_999);
        assertThat(harness.sent()).isEmpty();

        harness.cycleAfter(1);
        assertThat(harness.sent()).containsExactly(nak(0, 128));

        harness.cycleAfter(99_999_999);
        assertThat(harness.sent()).isEmpty();

        harness.cycleAfter(1);
        assertThat(harness.sent()).containsExactly(nak(0, 128));
    }

    @Test
    @Conformance("WP-69")
    void aLossAtTheEndIsSeenByAHeartbeat() {
        receive();
        harness.arrive(frames.data(0, 128), frames.heartbeat(320));

        harness.cycleAfter(FIRST_NS);

        assertThat(harness.sent()).containsExactly(nak(128, 192));
        assertThat(image.highWaterMark.get()).isEqualTo(320);
        assertThat(image.rebuildPosition.get()).isEqualTo(128);
    }

    @Test
    void whatComesAgainClosesTheGap() {
        receive();
        harness.arrive(frames.data(0, 128), frames.data(512, 128));

        harness.arrive(frames.data(128, 128, 256));

        assertThat(image.rebuildPosition.get()).isEqualTo(640);
        assertThat(image.readFrom(0)).isEqualTo(640);
        harness.cycleAfter(RETRY_NS);
        assertThat(harness.sent()).isEmpty();
    }

    @Test
    void whatComesInAnyOrderIsReadInOrder() {
        receive();

        harness.arrive(frames.data(512, 128));
        harness.arrive(frames.data(128, 384));
        harness.arrive(frames.data(640, 64));
        assertThat(image.readFrom(0)).isZero();

        harness.arrive(frames.data(0, 128));
        assertThat(image.readFrom(0)).isEqualTo(704);
        assertThat(image.rebuildPosition.get()).isEqualTo(704);
    }

    @Test
    void paddingAfterAGapIsJumpedOverOnceTheGapIsClosed() {
        receive();
        harness.arrive(frames.padding(128, 1024), frames.data(128 + 1024, 64));
        harness.arrive(frames.data(0, 128));

        assertThat(image.rebuildPosition.get()).isEqualTo(128 + 1024 + 64);
        assertThat(image.highWaterMark.get()).isEqualTo(128 + 1024 + 64);
    }

    @Test
    void eachLossIsToldToCongestionControlOnce() {
        receive();
        harness.arrive(frames.data(128, 128));
        harness.cycleAfter(FIRST_NS);
        harness.cycleAfter(RETRY_NS);

        assertThat(((SteppedWindow) image.congestion).losses).isEqualTo(1);
    }

    @Test
    void severalGapsAreAskedForWhereThatIsWished() {
        image.gaps = GapSettings.of(8, true, false, TestImage.WINDOW);
        receive();
        harness.arrive(frames.data(128, 128), frames.data(512, 128), frames.data(1024, 128));

        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            harness.cycleAfter(FIRST_NS);
            asked.addAll(harness.sent());
        }

        assertThat(asked).contains(nak(0, 128), nak(256, 256), nak(640, 384));
    }

    @Test
    @Conformance({"WP-76", "DB-59"})
    void unreliableStreamsSkipWhatWasLost() {
        image.isReliable = false;
        image.delay = FeedbackDelays.none();
        receive();

        harness.arrive(frames.data(0, 128), frames.data(512, 128));
        harness.cycle();

        assertThat(image.readFrom(0)).isEqualTo(640);
        assertThat(image.isPaddingAt(128)).isTrue();
        assertThat(image.frameLengthAt(128)).isEqualTo(384);
        assertThat(image.rebuildPosition.get()).isEqualTo(640);
        assertThat(harness.count(SystemCounter.LOSS_GAP_FILLS)).isEqualTo(1);
        assertThat(harness.sent()).isEmpty();
    }

    @Test
    void whatComesAfterAGapWasFilledIsTooLate() {
        image.isReliable = false;
        image.delay = FeedbackDelays.none();
        receive();
        harness.arrive(frames.data(512, 128));
        harness.cycle();

        harness.arrive(frames.data(0, 128), frames.data(256, 128));

        assertThat(image.frameLengthAt(0)).isEqualTo(512);
        assertThat(image.frameLengthAt(256)).isZero();
        assertThat(image.readFrom(0)).isEqualTo(640);
    }

    @Test
    @Conformance("DB-102")
    void theLossReportHasEachByteOnce() {
        receive();
        harness.arrive(frames.data(128, 128));
        harness.cycleAfter(FIRST_NS);
        harness.cycleAfter(RETRY_NS);
        assertThat(report()).containsExactly("1 x, 128 bytes, session 5 stream 10");

        harness.arrive(frames.data(0, 64));
        harness.cycleAfter(RETRY_NS);
        harness.arrive(frames.data(64, 64), frames.data(512, 128));
        harness.cycleAfter(FIRST_NS);

        assertThat(report()).containsExactly("2 x, 384 bytes, session 5 stream 10");
    }

    @Test
    void aGapThatGrowsIsReportedByWhatItGrew() {
        receive();
        harness.arrive(frames.heartbeat(128));
        harness.cycleAfter(FIRST_NS);
        harness.arrive(frames.heartbeat(192));
        harness.cycleAfter(FIRST_NS);

        assertThat(report()).containsExactly("2 x, 192 bytes, session 5 stream 10");
    }

    private List<String> report() {
        List<String> lines = new ArrayList<>();
        LossReportReader.read(harness.lossReport.buffer(), entry -> {
            assertThat(entry.channel()).isEqualTo(image.log.channel());
            assertThat(entry.source()).isEqualTo(image.log.sourceIdentity());
            assertThat(entry.lastMs()).isEqualTo(EPOCH_MS);
            lines.add(entry.observationCount() + " x, " + entry.totalBytesLost() + " bytes, session "
                    + entry.sessionId() + " stream " + entry.streamId());
        });
        return lines;
    }
}
