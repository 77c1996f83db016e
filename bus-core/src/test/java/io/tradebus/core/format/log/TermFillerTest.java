package io.tradebus.core.format.log;

import static io.tradebus.core.format.log.HeapLog.INITIAL_TERM_ID;
import static io.tradebus.core.format.log.HeapLog.SESSION_ID;
import static io.tradebus.core.format.log.HeapLog.STREAM_ID;
import static io.tradebus.core.format.log.HeapLog.TERM_LENGTH;
import static io.tradebus.core.format.log.Hex.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.support.StoreRecorder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TermFillerTest {
    private final HeapLog log = new HeapLog();
    private final UnsafeBuffer term = log.terms[0];

    @Test
    void aGapBecomesOneFrameOfPadding() {
        assertThat(fill(term, 64, 4096)).isTrue();

        assertThat(Hex.of(term, 64, 32))
                .isEqualTo(golden("00100000 00 c0 0000 40000000 0d0c0b0a e9030000 05000000 0000000000000000"));
        assertThat(DataFrame.frameLength(term, 96)).isEqualTo(0);
        assertThat(DataFrame.frameLength(term, 64 + 4096)).isEqualTo(0);
    }

    @Test
    void aGapMayBeTheRestOfTheTermOrOneUnit() {
        assertThat(fill(term, TERM_LENGTH - 32, 32)).isTrue();
        assertThat(fill(term, 0, TERM_LENGTH - 32)).isTrue();

        assertThat(TermScanner.blockLength(term, 0, TERM_LENGTH)).isEqualTo(TERM_LENGTH - 32);
    }

    @Test
    void whatHasComeMeanwhileIsLeftAlone() {
        for (int arrived : new int[] {64, 96, 192, 256 - 32}) {
            HeapLog other = new HeapLog();
            DataFrame.frameLength(other.terms[0], arrived, 32);

            assertThat(fill(other.terms[0], 64, 192)).isFalse();

            assertThat(DataFrame.type(other.terms[0], 64)).isEqualTo(0);
            assertThat(DataFrame.flags(other.terms[0], 64)).isEqualTo(0);
        }
    }

    @Test
    void theFrameBehindTheGapIsNotPartOfIt() {
        DataFrame.frameLength(term, 256, 32);

        assertThat(fill(term, 64, 192)).isTrue();
        assertThat(fill(term, 0, 0)).isFalse();
    }

    @Test
    void theLengthIsStoredLast() {
        StoreRecorder recorder = new StoreRecorder(TERM_LENGTH);

        fill(recorder, 64, 192);

        List<String> stores = recorder.take();
        assertThat(stores.get(stores.size() - 1)).isEqualTo("64=192");
    }

    private static boolean fill(UnsafeBuffer term, int offset, int length) {
        return TermFiller.fillGap(term, INITIAL_TERM_ID, SESSION_ID, STREAM_ID, offset, length);
    }
}
