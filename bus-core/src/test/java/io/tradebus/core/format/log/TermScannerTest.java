package io.tradebus.core.format.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TermScannerTest {
    private static final int TERM_ID = HeapLog.INITIAL_TERM_ID;
    private static final int TERM_LENGTH = HeapLog.TERM_LENGTH;

    private final HeapLog log = new HeapLog();
    private final UnsafeBuffer term = log.terms[0];

    @Test
    void anEmptyTermHasNoBlock() {
        assertThat(TermScanner.blockLength(term, 0, TERM_LENGTH)).isEqualTo(0);
    }

    @Test
    void aBlockIsAllWholeFramesInARow() {
        data(0, 10);
        data(64, 100);

        assertThat(TermScanner.blockLength(term, 0, TERM_LENGTH)).isEqualTo(64 + 160);
        assertThat(TermScanner.blockLength(term, 64, TERM_LENGTH)).isEqualTo(160);
    }

    @Test
    void aBlockStopsBeforeAFrameThatIsBeingWritten() {
        data(0, 10);
        log.appender.claim(term, 64, TERM_ID, 10);

        assertThat(TermScanner.blockLength(term, 0, TERM_LENGTH)).isEqualTo(64);
        assertThat(TermScanner.blockLength(term, 64, TERM_LENGTH)).isEqualTo(0);
    }

    @Test
    void aFrameThatCrossesTheLimitIsNotInTheBlock() {
        data(0, 10);
        data(64, 100);

        assertThat(TermScanner.blockLength(term, 0, 64 + 159)).isEqualTo(64);
        assertThat(TermScanner.blockLength(term, 0, 64 + 160)).isEqualTo(64 + 160);
        assertThat(TermScanner.blockLength(term, 0, 63)).isEqualTo(0);
    }

    @Test
    @Conformance("SM-70")
    void dataAndPaddingAreNeverInOneBlock() {
        data(0, 10);
        log.appender.appendPadding(term, 64, TERM_ID, 96);
        data(160, 10);

        assertThat(TermScanner.blockLength(term, 0, TERM_LENGTH)).isEqualTo(64);
        assertThat(TermScanner.blockLength(term, 64, TERM_LENGTH)).isEqualTo(96);
        assertThat(TermScanner.blockLength(term, 160, TERM_LENGTH)).isEqualTo(64);
    }

    @Test
    void paddingIsABlockHoweverShortTheLimitIs() {
        log.appender.appendPadding(term, 0, TERM_ID, TERM_LENGTH);

        assertThat(TermScanner.blockLength(term, 0, 128)).isEqualTo(TERM_LENGTH);
    }

    @Test
    void theEndOfABlockIsWithinTheTermWhateverTheSumIs() {
        assertThat(TermScanner.endOffset(64, 128, TERM_LENGTH)).isEqualTo(192);
        assertThat(TermScanner.endOffset(64, Integer.MAX_VALUE, TERM_LENGTH)).isEqualTo(TERM_LENGTH);
    }

    private void data(int offset, int length) {
        DirectBufferVector[] parts = {new DirectBufferVector(HeapLog.message(length), 0, length)};
        log.appender.append(term, offset, TERM_ID, parts, length, null);
    }
}
