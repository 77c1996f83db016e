package io.tradebus.core.driver.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tradebus.core.config.NakConfig;
import io.tradebus.core.format.frame.DataFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Gaps that are asked for besides the oldest one. */
class SeveralGapsTest {
    private static final int FRAME = 1024;
    private static final int TERM = TestImage.TERM_LENGTH;
    private static final int TERM_ID = TestImage.INITIAL_TERM_ID;
    private static final long MILLI = 1_000_000;
    private static final long FIRST_NS = 1_000;
    private static final long RETRY_NS = 100_000;

    /** What a round trip is taken for before it was measured. */
    private static final long GUESS_NS = 10 * MILLI;

    private static final GapSettings SETTINGS = new GapSettings(16, 15, 1 << 20, 250_000);

    private final TestImage image = new TestImage();
    private final List<String> requested = new ArrayList<>();
    private LossDetector detector = detector(SETTINGS, FeedbackDelays.unicast(NakConfig.DEFAULT, null));
    private long rebuilt;

    @Test
    void furtherGapsAreAskedForInOrderAndTheOldestOneLast() {
        present(1, 3, 4, 7);

        track(8, 0);
        assertThat(requested).isEmpty();
        assertThat(detector.knownGaps()).isEqualTo(3);
        track(8, FIRST_NS);

        assertThat(requested).containsExactly("2+1", "5+2", "0+1");
    }

    @Test
    void furtherGapsAreNotRepeatedBeforeTheirAnswerIsOverdue() {
        present(1, 3);
        track(4, 0);
        track(4, FIRST_NS);
        requested.clear();

        for (long nowNs = FIRST_NS + RETRY_NS; nowNs < GUESS_NS; nowNs += RETRY_NS) {
            track(4, nowNs);
        }
        assertThat(requested).hasSizeGreaterThan(90).containsOnly("0+1");

        requested.clear();
        track(4, FIRST_NS + GUESS_NS + RETRY_NS);
        assertThat(requested).containsExactly("2+1", "0+1");
    }

    @Test
    void withoutAnAnswerTheTimeDoublesOnceForAllThatIsOverdueTogether() {
        present(1, 3, 5, 7);
        List<Long> times = new ArrayList<>();
        for (long nowNs = 0; nowNs < 400 * MILLI; nowNs += MILLI / 10) {
            requested.clear();
            track(8, nowNs);
            if (requested.contains("6+1")) {
                times.add(nowNs / MILLI);
            }
        }

        assertThat(times).containsExactly(0L, 10L, 30L, 70L, 150L, 310L);
    }

    @Test
    void aRoundTripIsMeasuredFromTheOnlyRequestToTheFirstByte() {
        present(1, 3);
        track(4, 0);
        track(4, FIRST_NS);

        present(0, 2);
        track(4, FIRST_NS + 6 * MILLI);

        assertThat(rebuilt).isEqualTo(4 * FRAME);
        assertThat(detector.roundTripNs()).isEqualTo(6 * MILLI);
        assertThat(detector.knownGaps()).isZero();
    }

    @Test
    void aRoundTripIsMeasuredByAGapThatWasAskedForAgainAMomentAgo() {
        present(1, 3);
        track(4, 0);
        track(4, FIRST_NS);
        present(0);
        track(4, 6 * MILLI);
        track(4, 6 * MILLI + FIRST_NS);
        assertThat(requested).containsExactly("2+1", "0+1", "2+1");

        present(2);
        track(4, 6 * MILLI + 2 * FIRST_NS);

        // The first sample was 5.999 ms, and an eighth of the difference to 6.001 ms counts.
        assertThat(detector.roundTripNs()).isEqualTo(5_999_250);
    }

    @Test
    void aRoundTripIsNotMeasuredWhenTheAnswerMayBeToAnyRequest() {
        present(1);
        track(2, 0);
        for (long nowNs = FIRST_NS; nowNs < 9 * MILLI; nowNs += RETRY_NS) {
            track(2, nowNs);
        }

        present(0);
        track(2, 9 * MILLI);

        assertThat(detector.roundTripNs()).isEqualTo(GUESS_NS);
    }

    @Test
    void theMeasuredRoundTripDecidesWhenAFurtherGapIsAskedForAgain() {
        present(1, 3);
        track(4, 0);
        track(4, FIRST_NS);
        present(0, 2);
        track(4, FIRST_NS + 2 * MILLI);
        present(5, 7);
        track(8, 100 * MILLI);
        track(8, 100 * MILLI + FIRST_NS);
        requested.clear();

        // Two samples of 2 ms; the deviation, at first a quarter of that, is three quarters of it after the second.
        long overdueNs = 3_500_000;
        track(8, 100 * MILLI + FIRST_NS + overdueNs + RETRY_NS - 1);
        assertThat(requested).doesNotContain("6+1");
        track(8, 100 * MILLI + FIRST_NS + overdueNs + RETRY_NS);
        assertThat(requested).contains("6+1");
    }

    @Test
    void aGapThatBecomesTheOldestIsAskedForAsOne() {
        present(1, 3);
        track(4, 0);
        track(4, FIRST_NS);
        requested.clear();

        present(0);
        track(4, 2 * FIRST_NS);
        assertThat(detector.foundLoss()).isTrue();
        assertThat(requested).isEmpty();

        track(4, 3 * FIRST_NS);
        track(4, 3 * FIRST_NS + RETRY_NS);
        assertThat(requested).containsExactly("2+1", "2+1");
    }

    @Test
    void furtherGapsAreNoNewLossUntilTheyAreTheOldest() {
        present(1);
        track(2, 0);
        assertThat(detector.foundLoss()).isTrue();

        present(3);
        track(4, 1);
        assertThat(detector.knownGaps()).isEqualTo(2);
        assertThat(detector.foundLoss()).isFalse();
    }

    @Test
    void gapsInLaterTermsAreAskedForAndEndWithTheirTerm() {
        long lastFrame = TERM - FRAME;
        image.insertFrames(FRAME, lastFrame, FRAME);
        image.insert(TERM + FRAME, FRAME);
        long end = TERM + 2 * FRAME;

        trackTo(end, 0);
        trackTo(end, FIRST_NS);

        assertThat(requested).containsExactly("63+1", "64+1", "0+1");
    }

    @Test
    void nothingBeyondTheHighWaterMarkIsAskedFor() {
        present(1, 4);

        track(3, 0);
        track(3, FIRST_NS);

        assertThat(requested).containsExactly("2+1", "0+1");
    }

    @Test
    void aGapAtTheEndGrowsWithTheHighWaterMarkUntilItIsAskedFor() {
        present(1);
        track(3, 0);
        track(4, FIRST_NS - 1);
        track(4, FIRST_NS);
        assertThat(requested).containsExactly("2+2", "0+1");

        track(6, FIRST_NS + 1);
        track(6, 2 * FIRST_NS + 1);
        assertThat(requested).containsExactly("2+2", "0+1", "4+2");
    }

    @Test
    void aFurtherGapThatArrivedInTimeIsNotAskedFor() {
        present(1, 3, 5);
        track(6, 0);

        present(2);
        track(6, FIRST_NS);

        assertThat(requested).containsExactly("4+1", "0+1");
    }

    @Test
    void whatIsLeftOfAFurtherGapIsAskedForInItsParts() {
        present(1, 9);
        track(10, 0);
        track(10, FIRST_NS);
        assertThat(requested).containsExactly("2+7", "0+1");
        requested.clear();

        present(2, 4, 7);
        track(10, 2 * FIRST_NS);
        track(10, FIRST_NS + GUESS_NS + RETRY_NS);

        assertThat(requested).containsExactly("3+1", "5+2", "8+1", "0+1");
    }

    @Test
    void whatIsLeftOfTheOldestGapIsNotForgotten() {
        present(9);
        track(10, 0);
        track(10, FIRST_NS);
        assertThat(requested).containsExactly("0+9");
        requested.clear();

        present(4, 6);
        track(10, 2 * FIRST_NS);
        track(10, 3 * FIRST_NS);
        assertThat(requested).containsExactly("0+4");
        requested.clear();

        track(10, 2 * FIRST_NS + GUESS_NS);
        assertThat(requested).containsExactly("5+1", "7+2", "0+4");
    }

    @Test
    void partsOfTheOldestGapThatWasNotAskedForHaveADelayOfTheirOwn() {
        present(9);
        track(10, 0);
        present(4);
        track(10, FIRST_NS - 1);
        assertThat(requested).isEmpty();

        track(10, 2 * FIRST_NS - 1);
        assertThat(requested).containsExactly("5+4", "0+4");
    }

    @Test
    void onlySoManyGapsAreKnownAndLaterOnesFollow() {
        detector = detector(new GapSettings(3, 100, 1 << 20, 250_000), FeedbackDelays.unicast(NakConfig.DEFAULT, null));
        present(1, 3, 5, 7, 9);

        track(10, 0);
        track(10, FIRST_NS);
        assertThat(requested).containsExactly("2+1", "4+1", "0+1");
        requested.clear();

        present(2, 4);
        track(10, 2 * FIRST_NS);
        assertThat(detector.knownGaps()).isEqualTo(3);
        track(10, 3 * FIRST_NS);
        assertThat(requested).containsExactly("6+1", "8+1");
    }

    @Test
    void partsThatDoNotFitAreFoundAgainLater() {
        detector = detector(new GapSettings(3, 100, 1 << 20, 250_000), FeedbackDelays.unicast(NakConfig.DEFAULT, null));
        present(1, 9, 11);
        track(12, 0);
        track(12, FIRST_NS);
        assertThat(requested).containsExactly("2+7", "10+1", "0+1");
        requested.clear();

        present(2, 4, 6);
        track(12, 2 * FIRST_NS);
        assertThat(detector.knownGaps()).isEqualTo(3);

        present(0, 3, 5);
        track(12, 3 * FIRST_NS);
        track(12, 4 * FIRST_NS);
        assertThat(rebuilt).isEqualTo(7 * FRAME);
        assertThat(requested).contains("7+2", "10+1");
    }

    @Test
    void aGapThatGaveWayToPartsOfAnotherIsFoundAgain() {
        detector = detector(new GapSettings(3, 100, 1 << 20, 250_000), FeedbackDelays.unicast(NakConfig.DEFAULT, null));
        present(1, 9, 11);
        track(12, 0);
        track(12, FIRST_NS);
        requested.clear();

        present(2, 5);
        track(12, 2 * FIRST_NS);
        present(0, 3, 4);
        track(12, 3 * FIRST_NS);
        track(12, 4 * FIRST_NS);

        assertThat(rebuilt).isEqualTo(6 * FRAME);
        assertThat(requested).containsExactly("10+1", "6+3");
    }

    @Test
    void onlySoManyRequestsAreMadeInARoundTrip() {
        detector = detector(new GapSettings(16, 3, 1 << 20, 250_000), FeedbackDelays.unicast(NakConfig.DEFAULT, null));
        present(1, 3, 5, 7, 9, 11);

        track(12, 0);
        track(12, FIRST_NS);
        assertThat(requested).containsExactly("2+1", "4+1", "6+1", "0+1");
        requested.clear();

        track(12, FIRST_NS + GUESS_NS - 1);
        assertThat(requested).containsExactly("0+1");
        requested.clear();
        track(12, FIRST_NS + GUESS_NS);
        assertThat(requested).containsExactly("8+1", "10+1");
    }

    @Test
    void onlySoManyBytesAreAskedForInARoundTrip() {
        detector = detector(new GapSettings(16, 15, 3000, 250_000), FeedbackDelays.unicast(NakConfig.DEFAULT, null));
        present(1, 4, 6, 20);

        track(21, 0);
        track(21, FIRST_NS);
        assertThat(requested).containsExactly("2+2", "0+1");
        requested.clear();
        track(21, FIRST_NS + GUESS_NS);
        assertThat(requested).containsExactly("5+1", "0+1");
        requested.clear();
    }

    @Test
    void aGapThatWouldNeverFitIsAskedForInPart() {
        detector = detector(new GapSettings(16, 15, 3000, 250_000), FeedbackDelays.unicast(NakConfig.DEFAULT, null));
        present(1, 20);

        track(21, 0);
        track(21, FIRST_NS);

        // 2976 bytes, the greatest multiple of 32.
        assertThat(requested).containsExactly("2+2.90625", "0+1");
    }

    @Test
    void amongManyReceiversEachGapHasARandomDelay() {
        Queue<Double> numbers = new ArrayDeque<>(List.of(0.5, 0.0, 0.25, 0.75, 0.75, 0.75));
        detector = detector(
                GapSettings.of(16, true, true, 1 << 17), FeedbackDelays.group(NakConfig.DEFAULT, numbers::remove));
        present(1, 3, 5);

        track(6, 0);
        assertThat(requested).containsExactly("2+1");
        track(6, 7 * MILLI);
        assertThat(requested).containsExactly("2+1", "4+1");
        track(6, 9 * MILLI);
        assertThat(requested).containsExactly("2+1", "4+1", "0+1");
    }

    @Test
    void aFrameThatIsStillBeingWrittenIsNotAskedFor() {
        present(1, 3);
        DataFrame.frameLengthRelease(image.term(2 * FRAME), 2 * FRAME, -FRAME);
        track(4, 0);
        track(4, FIRST_NS);
        assertThat(requested).containsExactly("0+1");

        present(5);
        track(6, 2 * FIRST_NS);
        DataFrame.frameLengthRelease(image.term(2 * FRAME), 2 * FRAME, FRAME);
        track(6, 3 * FIRST_NS);
        track(6, 4 * FIRST_NS);
        assertThat(requested).containsExactly("0+1", "4+1");
    }

    @Test
    void aGapThatIsBeingFilledWhenItIsDueWaits() {
        present(1, 3);
        track(4, 0);
        DataFrame.frameLengthRelease(image.term(2 * FRAME), 2 * FRAME, -FRAME);

        track(4, FIRST_NS);
        assertThat(requested).containsExactly("0+1");
    }

    @Test
    void oneAtATimeAsksForTheOldestOnly() {
        detector = detector(GapSettings.of(1, true, false, 1 << 17), FeedbackDelays.unicast(NakConfig.DEFAULT, null));
        present(1, 3, 5);

        track(6, 0);
        track(6, FIRST_NS);

        assertThat(requested).containsExactly("0+1");
        assertThat(detector.knownGaps()).isEqualTo(1);
    }

    @Test
    void settingsSuitTheKindOfImage() {
        assertThat(GapSettings.of(16, false, false, 1000)).isEqualTo(GapSettings.ONE_AT_A_TIME);
        assertThat(GapSettings.of(0, true, false, 1000)).isEqualTo(GapSettings.ONE_AT_A_TIME);
        assertThat(GapSettings.of(64, true, false, 1000)).isEqualTo(new GapSettings(64, 63, 1000, 250_000));
        assertThat(GapSettings.of(100, true, true, 1000)).isEqualTo(new GapSettings(64, 15, 1000));
        assertThat(GapSettings.of(4, true, true, 1000)).isEqualTo(new GapSettings(4, 3, 1000, 10 * MILLI));
        assertThatIllegalArgumentException().isThrownBy(() -> new GapSettings(65, 1, 1000));
        assertThatIllegalArgumentException().isThrownBy(() -> new GapSettings(0, 1, 1000));
    }

    private void present(int... frames) {
        for (int frame : frames) {
            image.insert((long) frame * FRAME, FRAME);
        }
    }

    private void track(int frames, long nowNs) {
        trackTo((long) frames * FRAME, nowNs);
    }

    private void trackTo(long highWaterMark, long nowNs) {
        rebuilt = detector.track(image.terms, rebuilt, 0, highWaterMark, nowNs);
    }

    private LossDetector detector(GapSettings settings, FeedbackDelay delay) {
        return new LossDetector(TERM, TERM_ID, delay, settings, this::onGap);
    }

    /** Notes a request by frames: first one and how many. */
    private void onGap(int termId, int termOffset, int length) {
        long first = TestImage.position(termId, termOffset) / FRAME;
        String count =
                length % FRAME == 0 ? Integer.toString(length / FRAME) : Double.toString((double) length / FRAME);
        requested.add(first + "+" + count);
    }
}
