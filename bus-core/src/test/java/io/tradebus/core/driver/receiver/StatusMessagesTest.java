package io.tradebus.core.driver.receiver;

import static io.tradebus.core.driver.receiver.ReceiverHarness.ENDPOINT;
import static io.tradebus.core.driver.receiver.ReceiverHarness.SM_TIMEOUT_NS;
import static io.tradebus.core.driver.receiver.ReceiverHarness.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.CongestionConfig;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.protocol.CongestionControls;
import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a sender hears how much more is taken. */
class StatusMessagesTest {
    private static final int QUARTER = TestImage.WINDOW / 4;

    private final ReceiverHarness harness = new ReceiverHarness();
    private final TestImage image = harness.newImage(harness.frames, 0);

    @AfterEach
    void close() {
        harness.close();
    }

    private void receive() {
        harness.receiver.addInterest(ENDPOINT, STREAM);
        harness.add(image);
        harness.cycle();
    }

    private static String message(long position, int window) {
        return "SM session=5 stream=10 term=" + TestFrames.termOf(position) + " offset=" + TestFrames.offsetOf(position)
                + " window=" + window + " receiver=77 -> 40001";
    }

    @Test
    @Conformance({"WP-39", "WP-43"})
    void theFirstIsSentAtOnce() {
        receive();

        assertThat(harness.sent()).containsExactly(message(0, TestImage.WINDOW));
        assertThat(image.signals.isReceivingAcquire()).isTrue();
        assertThat(harness.count(SystemCounter.STATUS_MESSAGES_SENT)).isEqualTo(1);
    }

    @Test
    @Conformance({"WP-40", "DB-61"})
    void theLastIsRepeatedWhenNothingIsConsumed() {
        receive();
        harness.sent();

        harness.cycleAfter(SM_TIMEOUT_NS - 1);
        assertThat(harness.sent()).isEmpty();

        harness.cycleAfter(1);
        assertThat(harness.sent()).containsExactly(message(0, TestImage.WINDOW));
    }

    @Test
    @Conformance({"WP-41", "DB-61"})
    void oneIsSentWhenMoreThanAQuarterOfTheWindowWasConsumed() {
        receive();
        harness.sent();

        image.consume(QUARTER);
        harness.cycle();
        assertThat(harness.sent()).isEmpty();

        image.consume(QUARTER + 32);
        harness.cycle();
        assertThat(harness.sent()).containsExactly(message(QUARTER + 32, TestImage.WINDOW));

        harness.cycleAfter(SM_TIMEOUT_NS - 1);
        assertThat(harness.sent()).isEmpty();
    }

    @Test
    void theLastPositionIsRepeatedAndNotTheLatest() {
        receive();
        harness.sent();

        image.consume(QUARTER);
        harness.cycleAfter(SM_TIMEOUT_NS);

        assertThat(harness.sent()).containsExactly(message(0, TestImage.WINDOW));
    }

    @Test
    void positionsAreOfTheTermTheyAreIn() {
        receive();
        harness.sent();

        image.consume(TestFrames.TERM_LENGTH + 64);
        harness.cycle();

        assertThat(harness.sent())
                .containsExactly("SM session=5 stream=10 term=" + Integer.MIN_VALUE
                        + " offset=64 window=16384 receiver=77 -> 40001");
    }

    @Test
    @Conformance("WP-78")
    void aChangeOfTheWindowIsSent() {
        SteppedWindow window = (SteppedWindow) image.congestion;
        receive();
        harness.sent();

        window.window = 4096;
        harness.cycle();

        assertThat(harness.sent()).containsExactly(message(0, 4096));
    }

    @Test
    void whatCongestionControlForcesIsSent() {
        SteppedWindow window = (SteppedWindow) image.congestion;
        receive();
        harness.sent();

        window.isForcing = true;
        image.consume(64);
        harness.cycle();

        assertThat(harness.sent()).containsExactly(message(64, TestImage.WINDOW));
    }

    @Test
    @Conformance({"WP-78", "WP-79"})
    void aLossIsAnsweredWithASmallerWindowAtOnce() {
        image.congestion = CongestionControls.create(
                "cubic", CongestionConfig.DEFAULT, 16 << 10, TestFrames.TERM_LENGTH, 1408, harness.nowNs);
        receive();
        assertThat(harness.sent()).containsExactly(message(0, 10 * 1408));

        harness.arrive(harness.frames.data(128, 128));

        assertThat(harness.sent()).containsExactly(message(0, 8 * 1408));
    }

    @Test
    @Conformance("WP-42")
    void allImagesOfAnEndpointHaveItsReceiverId() {
        receive();
        harness.add(harness.newImage(new TestFrames(6, STREAM), 0));
        harness.cycle();

        assertThat(harness.sent()).hasSize(2).allMatch(line -> line.contains("receiver=77"));
    }

    @Test
    void nothingIsSentToASenderThatWasNotHeardForLong() {
        receive();
        harness.cycleAfter(Connection.INACTIVITY_NS);
        harness.sent();

        harness.cycleAfter(SM_TIMEOUT_NS);
        assertThat(harness.sent()).isEmpty();

        harness.arrive(harness.frames.heartbeat(0));
        assertThat(harness.sent()).containsExactly(message(0, TestImage.WINDOW));
    }

    @Test
    void oneThatThePortDoesNotTakeIsRepeatedInTime() {
        harness.port.isFull = true;
        receive();
        assertThat(harness.count(SystemCounter.STATUS_MESSAGES_SENT)).isZero();
        assertThat(harness.count(SystemCounter.SHORT_SENDS)).isEqualTo(1);

        harness.port.isFull = false;
        harness.cycle();
        assertThat(harness.sent()).isEmpty();

        harness.cycleAfter(SM_TIMEOUT_NS);
        assertThat(harness.sent()).containsExactly(message(0, TestImage.WINDOW));
    }
}
