package io.tradebus.core.format.log;

import static io.tradebus.core.format.log.DatagramScanner.DOES_NOT_FIT;
import static io.tradebus.core.format.log.DatagramScanner.NOTHING;
import static io.tradebus.core.format.log.HeapLog.MTU_LENGTH;
import static io.tradebus.core.format.log.HeapLog.TERM_LENGTH;
import static io.tradebus.core.format.log.Hex.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.frame.DatagramRules;
import io.tradebus.core.support.Conformance;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DatagramScannerTest {
    private static final int TERM_ID = HeapLog.INITIAL_TERM_ID;
    private static final int MANY = 64;

    private final HeapLog log = new HeapLog();
    private final UnsafeBuffer term = log.terms[0];

    @Test
    void anEmptyTermHasNothingToSend() {
        assertThat(DatagramScanner.scan(term, 0, MTU_LENGTH)).isEqualTo(NOTHING);
        assertThat(DatagramScanner.scan(term, TERM_LENGTH, MTU_LENGTH)).isEqualTo(NOTHING);
        assertThat(DatagramScanner.scanRun(term, 0, MTU_LENGTH, TERM_LENGTH, MANY))
                .isEqualTo(NOTHING);
    }

    @Test
    @Conformance("WP-18")
    void smallMessagesShareADatagram() {
        data(0, 5);
        data(64, 40);

        assertRun(DatagramScanner.scan(term, 0, MTU_LENGTH), 160, 160, 0);
    }

    @Test
    @Conformance("WP-18")
    void aDatagramIsAsLongAsTheMtuAtMost() {
        data(0, 1376 - 64);
        data(MTU_LENGTH - 64, 32);
        data(MTU_LENGTH, 0);

        assertRun(DatagramScanner.scan(term, 0, MTU_LENGTH), MTU_LENGTH, MTU_LENGTH, 0);
        assertRun(DatagramScanner.scan(term, 0, MTU_LENGTH - 32), MTU_LENGTH - 64, MTU_LENGTH - 64, 0);
        assertRun(DatagramScanner.scan(term, 0, MTU_LENGTH + 32), MTU_LENGTH + 32, MTU_LENGTH + 32, 0);
    }

    @Test
    @Conformance({"WP-5", "WP-13", "WP-14"})
    void aFragmentedMessageIsADatagramForEachFragment() {
        data(0xA0, 3000);

        assertThat(Hex.of(term, 0xA0, 12)).isEqualTo(golden("80050000 00 80 0100  a0000000"));
        assertThat(Hex.of(term, 0x620, 12)).isEqualTo(golden("80050000 00 00 0100  20060000"));
        assertThat(Hex.of(term, 0xBA0, 12)).isEqualTo(golden("18010000 00 40 0100  a00b0000"));
        assertRun(DatagramScanner.scan(term, 0xA0, MTU_LENGTH), 1408, 1408, 0);
        assertRun(DatagramScanner.scan(term, 0x620, MTU_LENGTH), 1408, 1408, 0);
        assertRun(DatagramScanner.scan(term, 0xBA0, MTU_LENGTH), 288, 288, 0);
        assertRun(DatagramScanner.scanRun(term, 0xA0, MTU_LENGTH, TERM_LENGTH, MANY), 3104, 1408, 0);
    }

    @Test
    @Conformance("WP-19")
    void aFrameLongerThanTheWindowIsNotSplit() {
        data(0, 100);

        assertThat(DatagramScanner.scan(term, 0, 128)).isEqualTo(DOES_NOT_FIT);
        assertThat(DatagramScanner.scan(term, 0, 159)).isEqualTo(DOES_NOT_FIT);
        assertRun(DatagramScanner.scan(term, 0, 160), 160, 160, 0);
        assertThat(DatagramScanner.scanRun(term, 0, MTU_LENGTH, 128, MANY)).isEqualTo(DOES_NOT_FIT);
        assertRun(DOES_NOT_FIT, 0, 0, 0);
    }

    @Test
    @Conformance("WP-19")
    void aFrameThatDoesNotFitBehindOthersIsLeftForTheNextDatagram() {
        data(0, 10);
        data(64, 100);

        assertRun(DatagramScanner.scan(term, 0, 64 + 159), 64, 64, 0);
    }

    @Test
    void withoutWindowThereIsNothingToSend() {
        data(0, 10);

        assertThat(DatagramScanner.scan(term, 0, 0)).isEqualTo(NOTHING);
        assertThat(DatagramScanner.scan(term, 0, -64)).isEqualTo(NOTHING);
        assertThat(DatagramScanner.scanRun(term, 0, MTU_LENGTH, -1, MANY)).isEqualTo(NOTHING);
    }

    @Test
    void stopsBeforeAFrameThatIsBeingWritten() {
        data(0, 10);
        log.appender.claim(term, 64, TERM_ID, 10);
        data(128, 10);

        assertRun(DatagramScanner.scan(term, 0, MTU_LENGTH), 64, 64, 0);
        assertThat(DatagramScanner.scan(term, 64, MTU_LENGTH)).isEqualTo(NOTHING);
    }

    @Test
    @Conformance("WP-16")
    void ofPaddingAtTheEndOfTheTermTheHeaderIsSent() {
        data(0, 10);
        padding(64, TERM_LENGTH - 64);

        long run = DatagramScanner.scan(term, 0, MTU_LENGTH);

        assertRun(run, 96, 96, TERM_LENGTH - 96);
        assertThat(DatagramScanner.length(run) + DatagramScanner.padding(run)).isEqualTo(TERM_LENGTH);
    }

    @Test
    @Conformance({"WP-16", "WP-17"})
    void paddingInTheMiddleIsTheLastOfItsDatagram() {
        data(0, 10);
        padding(64, 132);
        data(224, 10);

        assertRun(DatagramScanner.scan(term, 0, MTU_LENGTH), 96, 96, 128);
        assertRun(DatagramScanner.scan(term, 224, MTU_LENGTH), 64, 64, 0);
        assertRun(DatagramScanner.scanRun(term, 0, MTU_LENGTH, TERM_LENGTH, MANY), 96, 96, 128);
    }

    @Test
    void paddingThatIsAHeaderAloneHasNothingToSkip() {
        padding(0, 32);
        data(32, 10);

        assertRun(DatagramScanner.scan(term, 0, MTU_LENGTH), 32, 32, 0);
    }

    @Test
    void paddingCountsWithItsHeader() {
        data(0, 10);
        padding(64, 4096);

        assertRun(DatagramScanner.scan(term, 0, 96), 96, 96, 4064);
        assertRun(DatagramScanner.scan(term, 0, 95), 64, 64, 0);
        assertThat(DatagramScanner.scan(term, 64, 31)).isEqualTo(DOES_NOT_FIT);
        assertRun(DatagramScanner.scan(term, 64, 32), 32, 32, 4064);
    }

    @Test
    void aRunIsOfDatagramsOfOneLength() {
        for (int i = 0; i < 5; i++) {
            data(i * MTU_LENGTH, 1376);
        }

        assertRun(DatagramScanner.scanRun(term, 0, MTU_LENGTH, TERM_LENGTH, MANY), 5 * MTU_LENGTH, MTU_LENGTH, 0);
        assertRun(DatagramScanner.scanRun(term, 0, MTU_LENGTH, TERM_LENGTH, 3), 3 * MTU_LENGTH, MTU_LENGTH, 0);
        assertRun(DatagramScanner.scanRun(term, 0, MTU_LENGTH, TERM_LENGTH, 1), MTU_LENGTH, MTU_LENGTH, 0);
    }

    @Test
    @Conformance("WP-19")
    void aRunStaysInTheWindow() {
        for (int i = 0; i < 5; i++) {
            data(i * MTU_LENGTH, 1376);
        }

        int twoAndABit = 2 * MTU_LENGTH + 1000;
        assertRun(DatagramScanner.scanRun(term, 0, MTU_LENGTH, twoAndABit, MANY), 2 * MTU_LENGTH, MTU_LENGTH, 0);
        assertRun(DatagramScanner.scanRun(term, 0, MTU_LENGTH, MTU_LENGTH, MANY), MTU_LENGTH, MTU_LENGTH, 0);
    }

    @Test
    void theLastDatagramOfARunMayBeShorter() {
        data(0, 1376);
        data(MTU_LENGTH, 1000);
        data(MTU_LENGTH + 1056, 1376);

        assertRun(DatagramScanner.scanRun(term, 0, MTU_LENGTH, TERM_LENGTH, MANY), MTU_LENGTH + 1056, MTU_LENGTH, 0);
    }

    @Test
    void aRunEndsBeforeALongerDatagram() {
        data(0, 1000);
        data(1056, 1000);
        data(2112, 1376);

        assertRun(DatagramScanner.scanRun(term, 0, MTU_LENGTH, TERM_LENGTH, MANY), 2112, 1056, 0);
        assertRun(DatagramScanner.scanRun(term, 2112, MTU_LENGTH, TERM_LENGTH, MANY), MTU_LENGTH, MTU_LENGTH, 0);
    }

    @Test
    void paddingEndsARun() {
        data(0, 1376);
        data(MTU_LENGTH, 1344);
        padding(2 * MTU_LENGTH - 32, 320);
        data(2 * MTU_LENGTH + 288, 1376);

        assertRun(DatagramScanner.scanRun(term, 0, MTU_LENGTH, TERM_LENGTH, MANY), 2 * MTU_LENGTH, MTU_LENGTH, 288);
    }

    @Test
    void theLongestTermAndTheLongestDatagramFitARun() {
        long run = DatagramScanner.scan(new LongTerm(), 0, 65504);

        assertRun(run, 32, 32, (1 << 30) - 32);
    }

    @Test
    void whateverATermHoldsARunStaysInIt() {
        Random random = new Random(77);
        int[] lengths = {1, 5, 31, 32, 33, 64, 1408, 4096, TERM_LENGTH, Integer.MAX_VALUE, Integer.MAX_VALUE - 31, -1};
        for (int i = 0; i < 20_000; i++) {
            for (int frame = 0; frame < TERM_LENGTH; frame += 32 * (1 + random.nextInt(64))) {
                DataFrame.frameLength(term, frame, lengths[random.nextInt(lengths.length)]);
                DataFrame.type(term, frame, random.nextInt(3));
            }
            int offset = random.nextInt(TERM_LENGTH / 32 + 1) * 32;

            long run = DatagramScanner.scanRun(term, offset, MTU_LENGTH, TERM_LENGTH, 1 + random.nextInt(MANY));

            int length = DatagramScanner.length(run);
            assertThat(length).isBetween(0, TERM_LENGTH - offset);
            assertThat(DatagramScanner.padding(run)).isBetween(0, TERM_LENGTH - offset - length);
            assertThat(DatagramScanner.segmentLength(run)).isBetween(0, Math.min(length, MTU_LENGTH));
        }
    }

    @Test
    @Conformance("WP-18")
    void everyDatagramPassesTheRulesOfAReceiver() {
        Random random = new Random(78);
        for (int i = 0; i < 200; i++) {
            HeapLog filled = fill(random);
            int offset = 0;
            while (offset < TERM_LENGTH) {
                int limit = MTU_LENGTH + random.nextInt(4 * MTU_LENGTH);
                long run = DatagramScanner.scanRun(filled.terms[0], offset, MTU_LENGTH, limit, 1 + random.nextInt(8));
                assertThat(DatagramScanner.length(run)).isBetween(32, limit);
                assertEachDatagramIsAccepted(filled.terms[0], offset, run);
                offset += DatagramScanner.length(run) + DatagramScanner.padding(run);
            }
            assertThat(offset).isEqualTo(TERM_LENGTH);
        }
    }

    private static void assertEachDatagramIsAccepted(UnsafeBuffer term, int offset, long run) {
        int end = offset + DatagramScanner.length(run);
        int segmentLength = DatagramScanner.segmentLength(run);
        for (int datagram = offset; datagram < end; datagram += segmentLength) {
            int length = Math.min(segmentLength, end - datagram);
            assertThat(DatagramRules.header(term, datagram, length)).isNull();
            assertThat(DatagramRules.data(term, datagram, length, TERM_LENGTH)).isNull();
        }
    }

    /** A term full of messages of all lengths, and padding in between and at the end. */
    private static HeapLog fill(Random random) {
        HeapLog log = new HeapLog();
        int offset = 0;
        while (true) {
            int length = random.nextInt(random.nextInt(10) == 0 ? 8192 : 200);
            int required = log.appender.requiredLength(length);
            if (offset + required > TERM_LENGTH) {
                if (offset < TERM_LENGTH) {
                    log.appender.appendPadding(log.terms[0], offset, TERM_ID, TERM_LENGTH - offset);
                }
                return log;
            }
            if (random.nextInt(8) == 0 && length <= HeapLog.MAX_PAYLOAD_LENGTH) {
                log.appender.appendPadding(log.terms[0], offset, TERM_ID, 32 + length);
            } else {
                append(log, offset, length);
            }
            offset += required;
        }
    }

    private void data(int offset, int length) {
        append(log, offset, length);
    }

    private void padding(int offset, int frameLength) {
        log.appender.appendPadding(term, offset, TERM_ID, frameLength);
    }

    private static void append(HeapLog log, int offset, int length) {
        DirectBufferVector[] parts = {new DirectBufferVector(HeapLog.message(length), 0, length)};
        log.appender.append(log.terms[0], offset, TERM_ID, parts, length, null);
    }

    private static void assertRun(long run, int length, int segmentLength, int padding) {
        assertThat(DatagramScanner.length(run)).isEqualTo(length);
        assertThat(DatagramScanner.segmentLength(run)).isEqualTo(segmentLength);
        assertThat(DatagramScanner.padding(run)).isEqualTo(padding);
    }

    /** The start of a term of 1 GiB that is padding as a whole. */
    private static final class LongTerm extends UnsafeBuffer {
        LongTerm() {
            super(new byte[64]);
            DataFrame.type(this, 0, DataFrame.TYPE_PADDING);
            DataFrame.frameLength(this, 0, LogLayout.MAX_TERM_LENGTH);
        }

        @Override
        public int capacity() {
            return LogLayout.MAX_TERM_LENGTH;
        }
    }
}
