package io.tradebus.core.format.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TermCleanerTest {
    private final UnsafeBuffer term = new UnsafeBuffer(new byte[HeapLog.TERM_LENGTH]);

    @BeforeEach
    void fill() {
        term.setMemory(0, term.capacity(), (byte) 0xFF);
    }

    @Test
    @Conformance("SM-65")
    void everyByteOfTheRangeIsZeroAndNoOther() {
        TermCleaner.clean(term, 64, 96);

        assertThat(Hex.of(term, 0, 64)).matches("(ff)+");
        assertThat(Hex.of(term, 64, 96)).matches("(00)+");
        assertThat(Hex.of(term, 160, 64)).matches("(ff)+");
    }

    @Test
    void nothingIsCleanedWhenThereIsNothingToClean() {
        TermCleaner.clean(term, 64, 0);

        assertThat(Hex.of(term, 0, 160)).matches("(ff)+");
    }

    @Test
    void aWholeTermCanBeCleaned() {
        TermCleaner.clean(term, 0, term.capacity());

        assertThat(Hex.of(term, 0, term.capacity())).matches("(00)+");
    }

    @Test
    void oneStepCleansAtMostToTheEndOfTheTerm() {
        int termLength = HeapLog.TERM_LENGTH;

        assertThat(TermCleaner.cleanableLength(0, 4096, termLength)).isEqualTo(4096);
        assertThat(TermCleaner.cleanableLength(termLength - 64, termLength + 4096, termLength))
                .isEqualTo(64);
        assertThat(TermCleaner.cleanableLength(termLength, 3L * termLength, termLength))
                .isEqualTo(termLength);
        assertThat(TermCleaner.cleanableLength(4096, 4096, termLength)).isEqualTo(0);
        assertThat(TermCleaner.cleanableLength(4096, 64, termLength)).isEqualTo(0);
    }
}
