package io.tradebus.core.format.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionsTest {
    private static final int TERM_LENGTH = 64 << 10;
    private static final int BITS = 16;

    @Test
    void aPositionIsTermCountTimesTermLengthPlusOffset() {
        assertThat(Positions.bitsToShift(TERM_LENGTH)).isEqualTo(BITS);
        assertThat(Positions.position(7, 128, BITS, 5)).isEqualTo(131_200);
        assertThat(Positions.beginOfTerm(7, BITS, 5)).isEqualTo(131_072);
    }

    @Test
    void aPositionGivesBackTermOffsetAndPartition() {
        long position = 5L * TERM_LENGTH + 96;

        assertThat(Positions.termId(position, BITS, 10)).isEqualTo(15);
        assertThat(Positions.termCountAt(position, BITS)).isEqualTo(5);
        assertThat(Positions.termOffset(position, TERM_LENGTH)).isEqualTo(96);
        assertThat(Positions.partitionIndex(position, BITS)).isEqualTo(2);
        assertThat(Positions.partitionIndexOfCount(5)).isEqualTo(2);
    }

    @Test
    @Conformance("WP-12")
    void termIdsWrapWhilePositionsGoOn() {
        int initialTermId = Integer.MAX_VALUE;

        assertThat(Positions.position(Integer.MIN_VALUE + 1, 32, BITS, initialTermId))
                .isEqualTo(2L * TERM_LENGTH + 32);
        assertThat(Positions.termId(2L * TERM_LENGTH, BITS, initialTermId)).isEqualTo(Integer.MIN_VALUE + 1);
    }

    @Test
    void aStreamEndsAfterTwoToTheThirtyFirstTerms() {
        assertThat(Positions.maxPosition(TERM_LENGTH)).isEqualTo(1L << 47);
        assertThat(Positions.position(Integer.MAX_VALUE, TERM_LENGTH, BITS, 0)).isEqualTo(1L << 47);
        assertThat(Positions.maxPosition(LogLayout.MAX_TERM_LENGTH)).isEqualTo(1L << 61);
    }

    @Test
    void aCountThatOthersHaveDamagedHasNoPartition() {
        assertThat(Positions.checkedPartitionIndexOfCount(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE % 3);
        assertThatThrownBy(() -> Positions.checkedPartitionIndexOfCount(-1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must not be negative, but was -1");
    }

    @Test
    void partitionsFollowEachOtherInACircle() {
        assertThat(Positions.nextPartitionIndex(0)).isEqualTo(1);
        assertThat(Positions.nextPartitionIndex(1)).isEqualTo(2);
        assertThat(Positions.nextPartitionIndex(2)).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"65536, 8192", "16777216, 2097152", "134217728, 16777216", "1073741824, 16777216"})
    void theLongestMessageIsAnEighthOfATermAndAtMost16MiB(int termLength, int expected) {
        assertThat(Positions.maxMessageLength(termLength)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 32",
        "1, 64",
        "32, 64",
        "33, 96",
        "1376, 1408",
        "1377, 1472",
        "2752, 2816",
        "2753, 2880",
        "4128, 4224",
        "16777216, 17167392"
    })
    void aMessageTakesItsFramesWithHeadersAndAlignment(int length, int expected) {
        assertThat(Positions.framedLength(length, 1408 - 32)).isEqualTo(expected);
    }

    @Test
    void aTailKeepsTermAndOffsetApart() {
        long tail = RawTail.pack(-3, 4096);

        assertThat(RawTail.termId(tail)).isEqualTo(-3);
        assertThat(RawTail.offset(tail, TERM_LENGTH)).isEqualTo(4096);
        assertThat(RawTail.offset(tail + TERM_LENGTH, TERM_LENGTH)).isEqualTo(TERM_LENGTH);
        assertThat(RawTail.uncheckedOffset(tail + TERM_LENGTH)).isEqualTo(TERM_LENGTH + 4096);
    }

    @Test
    void anOffsetBeyondTheSignBitIsStillTheEndOfTheTerm() {
        long tail = RawTail.pack(1, 0) + 0x8000_0020L;

        assertThat(RawTail.offset(tail, LogLayout.MAX_TERM_LENGTH)).isEqualTo(LogLayout.MAX_TERM_LENGTH);
        assertThat(RawTail.termId(tail)).isEqualTo(1);
    }
}
