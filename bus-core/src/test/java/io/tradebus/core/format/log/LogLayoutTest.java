package io.tradebus.core.format.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.support.Conformance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLayoutTest {
    @ParameterizedTest
    @CsvSource({"65536, 200704", "16777216, 50335744", "67108864, 201330688", "1073741824, 3221229568"})
    @Conformance("SM-43")
    void aFileHoldsThreeTermsAndOnePageOfMetadata(int termLength, long expected) {
        assertThat(LogLayout.fileLength(termLength, 4096)).isEqualTo(expected);
        assertThat(LogLayout.metadataOffset(expected)).isEqualTo(3L * termLength);
    }

    @Test
    @Conformance("SM-44")
    void metadataIsAtTheEndOfTheFileWhateverThePageSize() {
        long fileLength = LogLayout.fileLength(64 << 10, 2 << 20);

        assertThat(fileLength).isEqualTo(2_097_152);
        assertThat(LogLayout.metadataOffset(fileLength)).isEqualTo(2_097_152 - 4096);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 32 << 10, (64 << 10) + 1, 96 << 10, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refusesTermLengthsThatAreNoPowerOfTwoInRange(int termLength) {
        assertThat(LogLayout.isValidTermLength(termLength)).isFalse();
        assertThatThrownBy(() -> LogLayout.requireTermLength(termLength))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("termLength must be a power of two from 65536 to 1073741824, but was " + termLength);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2048, 4097, Integer.MIN_VALUE})
    void refusesPageSizesThatAreNoPowerOfTwoInRange(int pageSize) {
        assertThatThrownBy(() -> LogLayout.requirePageSize(pageSize))
                .hasMessage("filePageSize must be a power of two from 4096 to 1073741824, but was " + pageSize);
    }

    @Test
    void acceptsTheEndsOfBothRanges() {
        assertThat(LogLayout.requireTermLength(64 << 10)).isEqualTo(65_536);
        assertThat(LogLayout.requireTermLength(1 << 30)).isEqualTo(1_073_741_824);
        assertThat(LogLayout.requirePageSize(4096)).isEqualTo(4096);
        assertThat(LogLayout.requirePageSize(1 << 30)).isEqualTo(1_073_741_824);
    }
}
