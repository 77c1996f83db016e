package io.tradebus.core.driver.media.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {
    private static final int GRO_LEVEL = 17;
    private static final int GRO_TYPE = 104;

    @ParameterizedTest(name = "of {0} bytes in datagrams of {1} go {2}")
    @CsvSource({
        "1, 1408, 1",
        "1408, 1408, 1408",
        "1409, 1408, 1409",
        "64768, 1408, 64768",
        "64769, 1408, 64768",
        "90112, 1408, 64768",
        "2048, 32, 2048",
        "2049, 32, 2048",
        "18432, 288, 18432",
        "99999, 288, 18432",
        "65536, 16384, 49152",
        "65536, 32768, 32768",
        "98304, 32768, 32768",
        "65504, 65504, 65504",
        "131008, 65504, 65504",
        "2147483647, 1, 64",
        "2147483647, 65504, 65504"
    })
    void asManyWholeDatagramsGoIntoACallAsItTakes(int length, int segmentLength, int expected) {
        assertThat(Segments.callLength(length, segmentLength)).isEqualTo(expected);
    }

    @Test
    void everyRunIsCutIntoTheDatagramsItIsMadeOf() {
        Random random = new Random(20);
        for (int i = 0; i < 20_000; i++) {
            int segmentLength = 1 + random.nextInt(i % 2 == 0 ? 65_504 : 1500);
            int length = 1 + random.nextInt(400_000);
            List<Integer> cut = new ArrayList<>();
            for (int start = 0; start < length; ) {
                int call = Segments.callLength(length - start, segmentLength);
                assertThat(call).isPositive();
                assertThat(Segments.count(call, segmentLength)).isLessThanOrEqualTo(Segments.MAX_COUNT);
                assertThat(call <= segmentLength || call <= Segments.MAX_LENGTH).isTrue();
                // A shorter datagram is the last one of the run.
                assertThat(call % segmentLength == 0 || start + call == length).isTrue();
                cut.add(call);
                start += call;
            }
            assertThat(cut.stream()
                            .mapToInt(each -> Segments.count(each, segmentLength))
                            .sum())
                    .isEqualTo(Segments.count(length, segmentLength));
        }
    }

    @Test
    void theLengthToCutByIsWrittenAsTheKernelReadsIt() {
        UnsafeBuffer control = new UnsafeBuffer(ByteBuffer.allocateDirect(Segments.SEND_CONTROL_LENGTH));

        Segments.writeLength(control, 40_000);

        assertThat(hex(control)).isEqualTo("120000000000000011000000670000" + "00409c" + "000000000000");
    }

    @Test
    void theLengthOfWhatWasJoinedIsReadWhereverItIsAmongWhatTheKernelSays() {
        assertThat(read(message(20, GRO_LEVEL, GRO_TYPE, 1408), 14_080)).isEqualTo(1408);
        assertThat(read(message(20, GRO_LEVEL, GRO_TYPE, 14_080), 14_080)).isEqualTo(14_080);
        assertThat(read(join(message(20, 0, 8, 77), message(20, GRO_LEVEL, GRO_TYPE, 3)), 10))
                .isEqualTo(3);
        assertThat(read(new byte[0], 10)).isEqualTo(Segments.NONE);
        assertThat(read(message(20, 0, 8, 77), 10)).isEqualTo(Segments.NONE);
        assertThat(read(new byte[8], 10)).isEqualTo(Segments.NONE);
    }

    @Test
    void whatCannotBeIsNotTakenForALength() {
        assertThat(read(message(20, GRO_LEVEL, GRO_TYPE, 0), 10)).isEqualTo(Segments.INVALID);
        assertThat(read(message(20, GRO_LEVEL, GRO_TYPE, -1), 10)).isEqualTo(Segments.INVALID);
        assertThat(read(message(20, GRO_LEVEL, GRO_TYPE, 11), 10)).isEqualTo(Segments.INVALID);
        assertThat(read(message(18, GRO_LEVEL, GRO_TYPE, 4), 10)).isEqualTo(Segments.INVALID);
        assertThat(read(message(0, GRO_LEVEL, GRO_TYPE, 4), 10)).isEqualTo(Segments.INVALID);
        assertThat(read(message(-20, GRO_LEVEL, GRO_TYPE, 4), 10)).isEqualTo(Segments.INVALID);
        assertThat(read(message(25, 0, 8, 4), 10)).isEqualTo(Segments.INVALID);
        assertThat(read(message(Long.MAX_VALUE, 0, 8, 4), 10)).isEqualTo(Segments.INVALID);
        UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(Segments.RECEIVE_CONTROL_LENGTH));
        assertThat(Segments.readLength(buffer, 0, Segments.RECEIVE_CONTROL_LENGTH + 1L, 10))
                .isEqualTo(Segments.INVALID);
        assertThat(Segments.readLength(buffer, 0, Long.MIN_VALUE, 10)).isEqualTo(Segments.INVALID);
    }

    @Test
    void whateverIsThereItIsReadWithoutLeavingIt() {
        Random random = new Random(21);
        UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(Segments.RECEIVE_CONTROL_LENGTH));
        byte[] bytes = new byte[Segments.RECEIVE_CONTROL_LENGTH];
        for (int i = 0; i < 50_000; i++) {
            random.nextBytes(bytes);
            buffer.putBytes(0, bytes);
            // Something that could be a message more often than by chance.
            buffer.putLong(0, random.nextInt(64));
            int received = random.nextInt(65_536);

            int length = Segments.readLength(buffer, 0, random.nextInt(65), received);

            assertThat(length).isBetween(Segments.INVALID, received);
        }
    }

    /** One control message with an int in it, padded. */
    static byte[] message(long length, int level, int type, int value) {
        ByteBuffer buffer = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        return buffer.putLong(length).putInt(level).putInt(type).putInt(value).array();
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static int read(byte[] control, int receivedLength) {
        UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(Segments.RECEIVE_CONTROL_LENGTH));
        buffer.putBytes(0, control);
        return Segments.readLength(buffer, 0, control.length, receivedLength);
    }

    private static String hex(UnsafeBuffer buffer) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < buffer.capacity(); i++) {
            text.append(String.format("%02x", buffer.getByte(i)));
        }
        return text.toString();
    }
}
