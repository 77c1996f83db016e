package io.tradebus.core.driver.receiver;

import static io.tradebus.core.driver.receiver.ReceiverHarness.RECEIVER_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.CongestionConfig;
import io.tradebus.core.driver.protocol.CongestionControl;
import io.tradebus.core.driver.protocol.CongestionControls;
import io.tradebus.core.format.frame.RttFrame;
import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long the way to a sender and back is, as asked by either side. */
class RoundTripTest {
    private final ReceiverHarness harness = ReceiverHarness.receiving(0);
    private final TestFrames frames = harness.frames;
    private final SteppedWindow congestion = (SteppedWindow) harness.image().congestion;

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void congestionControlGetsWhatItAsksFor() {
        congestion.measuresRtt = true;
        harness.cycle();
        assertThat(harness.sent())
                .containsExactly(
                        "RTTM session=5 stream=10 echo=" + harness.nowNs + " delta=0 receiver=77 flags=0x80 -> 40001");

        long askedNs = harness.nowNs;
        harness.nowNs += 30_000;
        harness.arrive(frames.rtt(0, askedNs, RECEIVER_ID));
        assertThat(congestion.rttsNs).containsExactly(30_000L);
    }

    @Test
    void theTimeForWhichTheSenderHeldTheQuestionDoesNotCount() {
        UnsafeBuffer answer = frames.rtt(0, harness.nowNs - 50_000, RECEIVER_ID);
        answer.putLong(24, 20_000);

        harness.arrive(answer);

        assertThat(congestion.rttsNs).containsExactly(30_000L);
    }

    @Test
    @Conformance("WP-53")
    void answersForOtherReceiversAreIgnored() {
        harness.arrive(frames.rtt(0, harness.nowNs, RECEIVER_ID + 1));
        assertThat(congestion.rttsNs).isEmpty();

        harness.arrive(frames.rtt(0, harness.nowNs, RttFrame.ANY_RECEIVER));
        assertThat(congestion.rttsNs).containsExactly(0L);
    }

    @Test
    void answersFromTheFutureAreIgnored() {
        harness.arrive(frames.rtt(0, harness.nowNs + 1, RECEIVER_ID));

        assertThat(congestion.rttsNs).isEmpty();
    }

    @Test
    void answersThatTookLongerThanASenderMayBeSilentAreIgnored() {
        harness.arrive(frames.rtt(0, harness.nowNs - (1L << 60), RECEIVER_ID));
        harness.arrive(frames.rtt(0, harness.nowNs - Connection.INACTIVITY_NS, RECEIVER_ID));

        assertThat(congestion.rttsNs).isEmpty();
    }

    @Test
    @Conformance("WP-52")
    void aQuestionIsAnsweredWithTheSameTime() {
        harness.arrive(frames.rtt(RttFrame.FLAG_REPLY_REQUESTED, 12_345, RttFrame.ANY_RECEIVER));

        assertThat(harness.sent()).containsExactly("RTTM session=5 stream=10 echo=12345 delta=0 receiver=77 -> 40001");
        assertThat(congestion.rttsNs).isEmpty();
    }

    @Test
    void questionsAboutStreamsWithoutAnImageAreIgnored() {
        harness.arrive(new TestFrames(6, ReceiverHarness.STREAM).rtt(RttFrame.FLAG_REPLY_REQUESTED, 1, 0));

        assertThat(harness.sent()).isEmpty();
    }

    @Test
    @Conformance("WP-80")
    void nothingIsAskedUnlessItIsConfigured() {
        TestImage image = harness.newImage(new TestFrames(6, ReceiverHarness.STREAM), 0);
        image.congestion = cubic(CongestionConfig.DEFAULT);
        harness.add(image);
        harness.runMs(10);
        assertThat(harness.sent()).noneMatch(line -> line.startsWith("RTTM"));

        TestImage measured = harness.newImage(new TestFrames(7, ReceiverHarness.STREAM), 0);
        measured.congestion = cubic(CongestionConfig.DEFAULT.withCubicMeasureRtt(true));
        harness.add(measured);
        harness.cycle();
        assertThat(harness.sent())
                .filteredOn(line -> line.startsWith("RTTM session=7"))
                .hasSize(1);
    }

    private CongestionControl cubic(CongestionConfig config) {
        return CongestionControls.create(
                "cubic", config, TestImage.WINDOW, TestFrames.TERM_LENGTH, TestFrames.MTU_LENGTH, harness.nowNs);
    }
}
