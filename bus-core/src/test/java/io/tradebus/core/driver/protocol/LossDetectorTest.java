package io.tradebus.core.driver.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.config.NakConfig;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.support.Conformance;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The oldest gap, which is treated as stock receivers treat it. */
class LossDetectorTest {
    private static final int FRAME = 1024;
    private static final int TERM = TestImage.TERM_LENGTH;
    private static final int TERM_ID = TestImage.INITIAL_TERM_ID;
    private static final long FIRST_NS = 1_000;
    private static final long RETRY_NS = 100_000;

    private final TestImage image = new TestImage();
    private final List<String> requested = new ArrayList<>();
    private LossDetector detector = detector(FeedbackDelays.unicast(NakConfig.DEFAULT, null));
    private long rebuilt;

    @Test
    void theRebuildPositionMovesOverWhatIsComplete() {
        image.insertFrames(0, 3 * FRAME, FRAME);

        track(3 * FRAME, 0);

        assertThat(rebuilt).isEqualTo(3 * FRAME);
        assertThat(detector.foundLoss()).isFalse();
        assertThat(detector.knownGaps()).isZero();
        track(3 * FRAME, 10 * RETRY_NS);
        assertThat(requested).isEmpty();
    }

    @Test
    @Conformance({"WP-64", "WP-65"})
    void aGapIsAskedForAfterTheFirstDelayAndThenAfterEachRetryDelay() {
        image.insert(0, FRAME);
        image.insert(3 * FRAME, FRAME);

        track(4 * FRAME, 0);
        assertThat(rebuilt).isEqualTo(FRAME);
        assertThat(detector.foundLoss()).isTrue();
        assertThat(requested).isEmpty();

        track(4 * FRAME, FIRST_NS - 1);
        assertThat(detector.foundLoss()).isFalse();
        assertThat(requested).isEmpty();

        track(4 * FRAME, FIRST_NS);
        assertThat(requested).containsExactly("term+0 1024 2048");

        track(4 * FRAME, FIRST_NS + RETRY_NS - 1);
        assertThat(requested).hasSize(1);
        track(4 * FRAME, FIRST_NS + RETRY_NS);
        track(4 * FRAME, FIRST_NS + 2 * RETRY_NS);
        assertThat(requested).hasSize(3).containsOnly("term+0 1024 2048");
    }

    @Test
    @Conformance("WP-68")
    void aDelayOfTheChannelIsWaitedForAndThenAHundredOfIt() {
        detector = detector(FeedbackDelays.unicast(NakConfig.DEFAULT, 5_000L));
        image.insert(FRAME, FRAME);

        track(2 * FRAME, 0);
        track(2 * FRAME, 4_999);
        assertThat(requested).isEmpty();
        track(2 * FRAME, 5_000);
        track(2 * FRAME, 504_999);
        assertThat(requested).hasSize(1);
        track(2 * FRAME, 505_000);
        assertThat(requested).hasSize(2);
    }

    @Test
    @Conformance("WP-66")
    void amongManyReceiversEachDelayIsDrawnAnew() {
        Queue<Double> numbers = new ArrayDeque<>(List.of(0.5, 0.25, 0.0));
        detector = detector(FeedbackDelays.group(NakConfig.DEFAULT, numbers::remove));
        image.insert(FRAME, FRAME);

        track(2 * FRAME, 0);
        track(2 * FRAME, 8_010_000);
        assertThat(requested).isEmpty();
        track(2 * FRAME, 8_011_000);
        assertThat(requested).hasSize(1);
        track(2 * FRAME, 14_130_000);
        assertThat(requested).hasSize(1);
        track(2 * FRAME, 14_131_000);
        assertThat(requested).hasSize(2);
    }

    @Test
    void aGapIsLookedThroughOnceHoweverFarTheSenderClaimsToBe() {
        CountedReads term = new CountedReads();
        image.terms[0] = term;
        detector.track(image.terms, 0, 0, TERM / 2, 0);
        assertThat(detector.endOfOldestGap()).isEqualTo(TERM / 2);
        term.reads = 0;

        image.insert(0, FRAME);
        detector.track(image.terms, 0, TERM / 2, TERM / 2 + FRAME, FIRST_NS);

        assertThat(detector.endOfOldestGap()).isEqualTo(TERM / 2 + FRAME);
        assertThat(term.reads).isLessThan(100);
    }

    @Test
    void aGapThatIsClosedInTimeIsNotAskedFor() {
        image.insert(FRAME, FRAME);
        track(2 * FRAME, 0);

        image.insert(0, FRAME);
        track(2 * FRAME, FIRST_NS);

        assertThat(rebuilt).isEqualTo(2 * FRAME);
        assertThat(requested).isEmpty();
        assertThat(detector.knownGaps()).isZero();
    }

    @Test
    void aGapOfOtherBoundsIsAnotherGapWithADelayOfItsOwn() {
        image.insert(4 * FRAME, FRAME);
        track(5 * FRAME, 0);

        image.insert(0, FRAME);
        track(5 * FRAME, FIRST_NS);
        assertThat(detector.foundLoss()).isTrue();
        assertThat(requested).isEmpty();

        image.insert(3 * FRAME, FRAME);
        track(5 * FRAME, 2 * FIRST_NS);
        assertThat(detector.foundLoss()).isTrue();
        assertThat(requested).isEmpty();

        track(5 * FRAME, 3 * FIRST_NS);
        assertThat(requested).containsExactly("term+0 1024 2048");
    }

    @Test
    void onlyTheFirstGapIsAskedFor() {
        image.insert(FRAME, FRAME);
        image.insert(3 * FRAME, FRAME);

        track(4 * FRAME, 0);
        track(4 * FRAME, FIRST_NS);
        assertThat(requested).containsExactly("term+0 0 1024");

        image.insert(0, FRAME);
        track(4 * FRAME, 2 * FIRST_NS);
        track(4 * FRAME, 3 * FIRST_NS);
        assertThat(requested).containsExactly("term+0 0 1024", "term+0 2048 1024");
    }

    @Test
    @Conformance("WP-69")
    void whatIsMissingAtTheEndShowsByTheHighWaterMarkOfAHeartbeat() {
        image.insert(0, FRAME);
        track(FRAME, 0);
        assertThat(detector.foundLoss()).isFalse();

        track(3 * FRAME, 1);
        track(3 * FRAME, 1 + FIRST_NS);
        assertThat(requested).containsExactly("term+0 1024 2048");

        track(4 * FRAME, 2 + FIRST_NS);
        assertThat(detector.foundLoss()).isTrue();
        track(4 * FRAME, 2 + 2 * FIRST_NS);
        assertThat(requested).containsExactly("term+0 1024 2048", "term+0 1024 3072");
    }

    @Test
    @Conformance("WP-64")
    void aGapEndsWithItsTermAndTheNextTermIsLookedAtAfterwards() {
        long end = TERM + 2 * FRAME;
        image.insertFrames(0, TERM - FRAME, FRAME);
        image.insert(TERM + FRAME, FRAME);

        track(end, 0);
        track(end, FIRST_NS);
        assertThat(requested).containsExactly("term+0 64512 1024");

        image.insert(TERM - FRAME, FRAME);
        track(end, 2 * FIRST_NS);
        assertThat(rebuilt).isEqualTo(TERM);
        track(end, 3 * FIRST_NS);
        track(end, 4 * FIRST_NS);
        assertThat(requested).containsExactly("term+0 64512 1024", "term+1 0 1024");
    }

    @Test
    void paddingCountsInFullThoughTheHighWaterMarkCountsItsHeader() {
        image.insert(0, FRAME);
        image.insertPadding(FRAME, TERM - FRAME);

        track(FRAME + 32, 0);

        assertThat(rebuilt).isEqualTo(TERM);
        assertThat(detector.knownGaps()).isZero();
        track(FRAME + 32, FIRST_NS);
        assertThat(rebuilt).isEqualTo(TERM);
    }

    @Test
    void aFrameWhoseLengthIsNotAlignedTakesAlignedSpace() {
        image.insert(0, 33);
        image.insert(64, 64);

        track(128, 0);

        assertThat(rebuilt).isEqualTo(128);
    }

    @Test
    void aLengthThatLeadsBeyondTheTermEndsAtTheTerm() {
        image.insertPadding(TERM - 32, Integer.MAX_VALUE);
        rebuilt = TERM - 32;

        track(TERM, 0);

        assertThat(rebuilt).isEqualTo(TERM);
    }

    @Test
    void aFrameThatIsStillBeingWrittenIsNeitherCompleteNorMissing() {
        DataFrame.frameLengthRelease(image.term(0), 0, -FRAME);
        image.insert(FRAME, FRAME);

        track(2 * FRAME, 0);
        track(2 * FRAME, FIRST_NS);

        assertThat(rebuilt).isZero();
        assertThat(detector.foundLoss()).isFalse();
        assertThat(requested).isEmpty();
    }

    @Test
    void withoutDelayAGapIsHandedOutAtOnceToBeFilled() {
        detector = new LossDetector(
                TERM,
                TERM_ID,
                FeedbackDelays.none(),
                GapSettings.of(16, false, false, 1 << 17),
                (termId, termOffset, length) -> image.insertPadding(TestImage.position(termId, termOffset), length));
        image.insert(2 * FRAME, FRAME);

        track(3 * FRAME, 0);
        assertThat(rebuilt).isZero();
        track(3 * FRAME, 0);
        assertThat(rebuilt).isEqualTo(3 * FRAME);
    }

    @Test
    void timeMayWrapAround() {
        image.insert(FRAME, FRAME);

        track(2 * FRAME, Long.MAX_VALUE - 10);
        track(2 * FRAME, Long.MAX_VALUE);
        assertThat(requested).isEmpty();
        track(2 * FRAME, Long.MAX_VALUE - 10 + FIRST_NS);
        assertThat(requested).hasSize(1);
    }

    private void track(long highWaterMark, long nowNs) {
        rebuilt = detector.track(image.terms, rebuilt, 0, highWaterMark, nowNs);
    }

    private LossDetector detector(FeedbackDelay delay) {
        return new LossDetector(
                TERM,
                TERM_ID,
                delay,
                GapSettings.ONE_AT_A_TIME,
                (termId, termOffset, length) ->
                        requested.add("term+" + (termId - TERM_ID) + " " + termOffset + " " + length));
    }

    /** A term that knows how often it was looked at. */
    private static final class CountedReads extends UnsafeBuffer {
        int reads;

        CountedReads() {
            super(new byte[TERM]);
        }

        @Override
        public int getIntAcquire(int index) {
            reads++;
            return super.getIntAcquire(index);
        }
    }
}
