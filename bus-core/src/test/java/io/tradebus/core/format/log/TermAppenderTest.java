package io.tradebus.core.format.log;

import static io.tradebus.core.format.log.Hex.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.support.Conformance;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermAppenderTest {
    private static final int MAX_PAYLOAD_LENGTH = HeapLog.MAX_PAYLOAD_LENGTH;
    private static final int TERM_ID = 9;
    private static final DirectBuffer NOTHING = new UnsafeBuffer(new byte[0]);

    private final UnsafeBuffer term = new UnsafeBuffer(new byte[HeapLog.TERM_LENGTH]);
    private final TermAppender appender = new TermAppender(HeapLog.SESSION_ID, HeapLog.STREAM_ID, HeapLog.MTU_LENGTH);

    @Test
    void aFrameIsItsHeaderAndPayload() {
        UnsafeBuffer message = new UnsafeBuffer(new byte[] {1, 2, 3, 4, 5});

        append(64, message, 5);

        assertThat(Hex.of(term, 64, 64)).isEqualTo(golden("""
                25000000 00 c0 0100 40000000 0d0c0b0a e9030000 09000000 0000000000000000
                0102030405 000000 000000000000000000000000000000000000000000000000
                """));
        assertThat(DataFrame.describe(term, 64))
                .isEqualTo("DATA length=37 version=0 flags=0xc0 type=1 offset=64 session=168496141"
                        + " stream=1001 term=9 reserved=0");
    }

    @Test
    void anEmptyMessageIsAHeaderAlone() {
        append(0, NOTHING, 0);

        assertThat(DataFrame.frameLengthAcquire(term, 0)).isEqualTo(32);
        assertThat(DataFrame.flags(term, 0)).isEqualTo(DataFrame.FLAGS_UNFRAGMENTED);
        assertThat(appender.requiredLength(0)).isEqualTo(32);
    }

    @Test
    @Conformance({"SM-54", "WP-13"})
    void aMessageOfTheLargestPayloadIsOneFrame() {
        append(0, HeapLog.message(MAX_PAYLOAD_LENGTH), MAX_PAYLOAD_LENGTH);

        assertThat(framesFrom(0)).containsExactly("1408 c0 0");
    }

    @Test
    @Conformance({"SM-54", "WP-13", "WP-14"})
    void oneByteMoreIsTwoFrames() {
        append(0, HeapLog.message(MAX_PAYLOAD_LENGTH + 1), MAX_PAYLOAD_LENGTH + 1);

        assertThat(framesFrom(0)).containsExactly("1408 80 0", "33 40 1408");
        assertThat(appender.requiredLength(MAX_PAYLOAD_LENGTH + 1)).isEqualTo(1472);
    }

    @Test
    @Conformance({"WP-13", "WP-14"})
    void framesInTheMiddleHaveNoFlags() {
        append(0, HeapLog.message(3 * MAX_PAYLOAD_LENGTH), 3 * MAX_PAYLOAD_LENGTH);

        assertThat(framesFrom(0)).containsExactly("1408 80 0", "1408 0 1408", "1408 40 2816");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65, 1376})
    void aMessageOfOneFrameIsWrittenAsIfItHadParts(int length) {
        UnsafeBuffer outsideOfTheHeap = new UnsafeBuffer(ByteBuffer.allocateDirect(HeapLog.TERM_LENGTH));
        UnsafeBuffer message = HeapLog.message(length + 3);
        appender.append(term, 64, TERM_ID, message, 3, length, NOTHING, 0, 0, null);
        List<Integer> asked = new ArrayList<>();

        appender.appendFrame(outsideOfTheHeap, 64, TERM_ID, message, 3, length, (buffer, frame, frameLength) -> {
            asked.add(buffer.getInt(frame));
            asked.add(buffer.getByte(frame + 31 + length) & 0xFF);
            return length;
        });

        DataFrame.reservedValue(term, 64, length);
        assertThat(Hex.of(outsideOfTheHeap, 0, 1536)).isEqualTo(Hex.of(term, 0, 1536));
        int lastByte = length == 0 ? 0 : message.getByte(length + 2) & 0xFF;
        assertThat(asked).as("unseen, and complete").containsExactly(-length - 32, lastByte);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 1375, 1376, 1377, 2752, 4000, 4128, 8192})
    void partsAreFramedAsIfTheyWereOneMessage(int length) {
        UnsafeBuffer message = HeapLog.message(length);
        append(0, message, length);
        int required = appender.requiredLength(length);
        String contiguous = Hex.of(term, 0, required);

        for (int split : new int[] {0, 1, length / 3, length / 2, length - 1, length}) {
            int first = Math.max(0, Math.min(split, length));
            term.setMemory(0, required, (byte) 0);
            appender.append(term, 0, TERM_ID, message, 0, first, message, first, length - first, null);
            assertThat(Hex.of(term, 0, required))
                    .as("two parts, the first %d", first)
                    .isEqualTo(contiguous);

            term.setMemory(0, required, (byte) 0);
            DirectBufferVector[] parts = {
                new DirectBufferVector(message, 0, first / 2),
                new DirectBufferVector(NOTHING, 0, 0),
                new DirectBufferVector(message, first / 2, first - first / 2),
                new DirectBufferVector(message, first, length - first)
            };
            appender.append(term, 0, TERM_ID, parts, DirectBufferVector.totalLength(parts), null);
            assertThat(Hex.of(term, 0, required))
                    .as("vectors, split at %d", first)
                    .isEqualTo(contiguous);
        }
    }

    @Test
    void readsPartsFromTheirOffsets() {
        UnsafeBuffer message = HeapLog.message(4096);

        appender.append(term, 0, TERM_ID, message, 100, 1500, message, 2000, 700, null);

        UnsafeBuffer expected = new UnsafeBuffer(new byte[2200]);
        expected.putBytes(0, message, 100, 1500);
        expected.putBytes(1500, message, 2000, 700);
        assertThat(Hex.of(term, 32, MAX_PAYLOAD_LENGTH)).isEqualTo(Hex.of(expected, 0, MAX_PAYLOAD_LENGTH));
        assertThat(Hex.of(term, 1408 + 32, 2200 - MAX_PAYLOAD_LENGTH))
                .isEqualTo(Hex.of(expected, MAX_PAYLOAD_LENGTH, 2200 - MAX_PAYLOAD_LENGTH));
    }

    @Test
    void theReservedValueIsAskedForWhenThePayloadIsInPlaceAndTheFrameIsStillUnseen() {
        UnsafeBuffer message = HeapLog.message(MAX_PAYLOAD_LENGTH + 8);
        List<String> asked = new ArrayList<>();

        appender.append(
                term, 0, TERM_ID, message, 0, MAX_PAYLOAD_LENGTH + 8, NOTHING, 0, 0, (buffer, frame, length) -> {
                    asked.add(frame + " " + length + " " + buffer.getInt(frame) + " " + buffer.getByte(frame + 32));
                    return 0x0102030405060708L + frame;
                });

        assertThat(asked)
                .containsExactly(
                        "0 1408 -1408 " + message.getByte(0), "1408 40 -40 " + message.getByte(MAX_PAYLOAD_LENGTH));
        assertThat(Hex.of(term, 24, 8)).isEqualTo("0807060504030201");
        assertThat(DataFrame.reservedValue(term, 1408)).isEqualTo(0x0102030405060708L + 1408);
    }

    @Test
    void aClaimIsCompleteButForTheSignOfItsLength() {
        appender.claim(term, 32, TERM_ID, 100);

        assertThat(Hex.of(term, 32, 32))
                .isEqualTo(golden("7cffffff 00 c0 0100 20000000 0d0c0b0a e9030000 09000000 0000000000000000"));

        TermAppender.commitClaim(term, 32, 132);
        assertThat(framesFrom(32)).containsExactly("132 c0 32");
    }

    @Test
    void framesOfABatchLieAsIfTheyHadComeOneByOne() {
        appender.appendFrames(term, 64, HeapLog.frames(TERM_ID, 64, 10, 0, 40), 192);
        String together = Hex.of(term, 64, 192);
        term.setMemory(64, 192, (byte) 0);

        append(64, HeapLog.message(10), 10);
        append(128, NOTHING, 0);
        append(160, HeapLog.message(40), 40);

        assertThat(together).isEqualTo(Hex.of(term, 64, 192));
        assertThat(framesFrom(64)).containsExactly("42 c0 64", "32 c0 128", "72 c0 160");
    }

    @Test
    @Conformance({"SM-60", "WP-17"})
    void anAbortedClaimIsPaddingOfTheSameLength() {
        appender.claim(term, 0, TERM_ID, 100);

        TermAppender.abortClaim(term, 0, 132);

        assertThat(DataFrame.frameLengthAcquire(term, 0)).isEqualTo(132);
        assertThat(DataFrame.isPadding(term, 0)).isTrue();
    }

    @Test
    @Conformance("SM-56")
    void paddingReachesToTheEndOfTheTerm() {
        int offset = HeapLog.TERM_LENGTH - 96;

        appender.appendPadding(term, offset, TERM_ID, 96);

        assertThat(Hex.of(term, offset, 32))
                .isEqualTo(golden("60000000 00 c0 0000 a0ff0000 0d0c0b0a e9030000 09000000 0000000000000000"));
    }

    @Test
    void partsLongerThanAnIntAreRefused() {
        UnsafeBuffer large = new UnsafeBuffer(0, 1 << 30);
        DirectBufferVector part = new DirectBufferVector(large, 0, 1 << 30);

        assertThatThrownBy(() -> DirectBufferVector.totalLength(new DirectBufferVector[] {part, part}))
                .hasMessage("length of all parts must fit an int, but was 2147483648");
        assertThatThrownBy(() -> new DirectBufferVector(NOTHING, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private void append(int offset, DirectBuffer message, int length) {
        appender.append(term, offset, TERM_ID, message, 0, length, NOTHING, 0, 0, null);
    }

    /** Length, flags and term offset of each frame up to the first that is not there. */
    private List<String> framesFrom(int offset) {
        List<String> frames = new ArrayList<>();
        int frame = offset;
        int length = DataFrame.frameLengthAcquire(term, frame);
        while (length > 0) {
            frames.add(length + " " + Integer.toHexString(DataFrame.flags(term, frame)) + " "
                    + DataFrame.termOffset(term, frame));
            frame += DataFrame.alignedLength(length);
            length = DataFrame.frameLengthAcquire(term, frame);
        }
        return frames;
    }
}
