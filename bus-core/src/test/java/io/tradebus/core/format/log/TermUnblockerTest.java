package io.tradebus.core.format.log;

import static io.tradebus.core.format.log.HeapLog.INITIAL_TERM_ID;
import static io.tradebus.core.format.log.HeapLog.TERM_LENGTH;
import static io.tradebus.core.format.log.Hex.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermUnblockerTest {
    private static final DirectBufferVector[] SMALL = {new DirectBufferVector(HeapLog.message(10), 0, 10)};

    private final HeapLog log = new HeapLog();
    private final UnsafeBuffer term = log.terms[0];

    @Test
    void anEmptyLogIsNotBlocked() {
        assertThat(log.unblock(0)).isFalse();
    }

    @Test
    void aCompleteFrameIsNotBlocked() {
        appendSmall();

        assertThat(log.unblock(0)).isFalse();
        assertThat(DataFrame.type(term, 0)).isEqualTo(DataFrame.TYPE_DATA);
    }

    @Test
    void aClaimThatWasBegunBecomesPadding() {
        appendSmall();
        log.appender.claim(term, log.claim(160), INITIAL_TERM_ID, 100);
        DataFrame.reservedValue(term, 64, 77);

        assertThat(log.unblock(64)).isTrue();

        assertThat(Hex.of(term, 64, 32))
                .isEqualTo(golden("84000000 00 c0 0000 40000000 0d0c0b0a e9030000 05000000 0000000000000000"));
        assertThat(log.unblock(64)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofABatchThatWasBegunNothingIsLeftHoweverFarItCame(boolean isCopied) {
        appendSmall();
        int offset = log.claim(192);
        UnsafeBuffer dying = new UnsafeBuffer(term.byteArray()) {
            @Override
            public void putBytes(int index, DirectBuffer source, int sourceIndex, int length) {
                if (isCopied) {
                    super.putBytes(index, source, sourceIndex, length);
                }
                throw new IllegalStateException("the publisher dies");
            }
        };
        assertThatThrownBy(() -> log.appender.appendFrames(
                        dying, offset, HeapLog.frames(INITIAL_TERM_ID, offset, 10, 40, 5), 192))
                .hasMessage("the publisher dies");
        appendSmall();

        assertThat(log.unblock(64)).isTrue();

        assertThat(Hex.of(term, 64, 32))
                .isEqualTo(golden("c0000000 00 c0 0000 40000000 0d0c0b0a e9030000 05000000 0000000000000000"));
        assertThat(log.unblock(64)).isFalse();
        assertThat(DataFrame.describe(term, 256)).startsWith("DATA length=42");
    }

    @Test
    void aClaimThatWasNeverBegunBecomesPaddingUpToTheNextFrame() {
        log.claim(320);
        appendSmall();

        assertThat(log.unblock(0)).isTrue();

        assertThat(Hex.of(term, 0, 32))
                .isEqualTo(golden("40010000 00 c0 0000 00000000 0d0c0b0a e9030000 05000000 0000000000000000"));
        assertThat(log.unblock(0)).isFalse();
    }

    @Test
    void theNextFrameMayItselfBeIncomplete() {
        log.claim(320);
        log.appender.claim(term, log.claim(64), INITIAL_TERM_ID, 20);

        assertThat(log.unblock(0)).isTrue();
        assertThat(DataFrame.frameLength(term, 0)).isEqualTo(320);
        assertThat(log.unblock(320)).isTrue();
        assertThat(DataFrame.frameLength(term, 320)).isEqualTo(52);
    }

    @Test
    void aClaimWithNothingBehindItIsLeftAlone() {
        log.claim(320);

        assertThat(log.unblock(0)).isFalse();
        assertThat(DataFrame.frameLength(term, 0)).isEqualTo(0);
    }

    @Test
    void aTermThatWasFilledButNeverWrittenIsPaddedAndTurned() {
        appendSmall();
        log.claim(TERM_LENGTH);

        assertThat(log.unblock(64)).isTrue();

        assertThat(DataFrame.frameLength(term, 64)).isEqualTo(TERM_LENGTH - 64);
        assertThat(DataFrame.isPadding(term, 64)).isTrue();
        assertThat(LogMetadata.activeTermCount(log.metadata)).isEqualTo(1);
        assertThat(LogMetadata.rawTail(log.metadata, 1)).isEqualTo(RawTail.pack(INITIAL_TERM_ID + 1, 0));
    }

    @Test
    void aTermThatWasFilledAndNotTurnedIsTurned() {
        log.appender.appendPadding(term, log.claim(TERM_LENGTH), INITIAL_TERM_ID, TERM_LENGTH);

        assertThat(log.unblock(TERM_LENGTH)).isTrue();

        assertThat(LogMetadata.activeTermCount(log.metadata)).isEqualTo(1);
        assertThat(log.unblock(TERM_LENGTH)).isFalse();
    }

    @Test
    void aRotationThatStoppedHalfwayIsFinished() {
        log.appender.appendPadding(term, log.claim(TERM_LENGTH), INITIAL_TERM_ID, TERM_LENGTH);
        LogMetadata.rawTail(log.metadata, 1, RawTail.pack(INITIAL_TERM_ID + 1, 0));

        assertThat(log.unblock(TERM_LENGTH)).isTrue();
        assertThat(LogMetadata.activeTermCount(log.metadata)).isEqualTo(1);
    }

    @Test
    void wordsThatAClientHasWrittenOverDoNoHarm() {
        LogMetadata.activeTermCountRelease(log.metadata, -1);
        assertThat(log.unblock(0)).isFalse();

        LogMetadata.activeTermCountRelease(log.metadata, 0);
        appendSmall();
        DataFrame.frameLength(term, 64, Integer.MIN_VALUE);
        assertThat(log.unblock(64)).isTrue();
        assertThat(DataFrame.frameLength(term, 64)).isEqualTo(TERM_LENGTH - 64);
        assertThat(log.unblock(64)).isFalse();
        assertThat(log.unblock(-64)).isFalse();
    }

    @Test
    void worksInTheThirdPartitionOfALaterRound() {
        HeapLog later = new HeapLog(5, 10, 128);
        UnsafeBuffer third = later.terms[2];
        later.appender.claim(third, later.claim(64), 10, 32);

        assertThat(later.unblock(5L * TERM_LENGTH + 128)).isTrue();

        assertThat(DataFrame.frameLength(third, 128)).isEqualTo(64);
        assertThat(DataFrame.termId(third, 128)).isEqualTo(10);
    }

    @Test
    void theLastTermOfAStreamIsPaddedAndNotTurned() {
        HeapLog last = new HeapLog(0, Integer.MAX_VALUE, TERM_LENGTH - 64);
        last.claim(4096);
        long position = Positions.maxPosition(TERM_LENGTH) - 64;

        assertThat(last.unblock(position)).isTrue();

        assertThat(DataFrame.frameLength(last.terms[Integer.MAX_VALUE % 3], TERM_LENGTH - 64))
                .isEqualTo(64);
        assertThat(LogMetadata.activeTermCount(last.metadata)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aStreamThatWasReadUpToItsLastPositionIsNotBlocked() {
        HeapLog last = new HeapLog(0, Integer.MAX_VALUE, TERM_LENGTH - 64);
        last.claim(64);

        assertThat(last.unblock(Positions.maxPosition(TERM_LENGTH))).isFalse();

        assertThat(LogMetadata.activeTermCount(last.metadata)).isEqualTo(Integer.MAX_VALUE);
    }

    private void appendSmall() {
        log.appender.append(term, log.claim(64), INITIAL_TERM_ID, SMALL, 10, null);
    }
}
