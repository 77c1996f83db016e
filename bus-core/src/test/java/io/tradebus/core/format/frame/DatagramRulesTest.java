package io.tradebus.core.format.frame;

import static io.tradebus.core.format.frame.DatagramFault.BAD_ERROR;
import static io.tradebus.core.format.frame.DatagramFault.BAD_FRAME_IN_DATAGRAM;
import static io.tradebus.core.format.frame.DatagramFault.BAD_NAK;
import static io.tradebus.core.format.frame.DatagramFault.BAD_RESOLUTION_ENTRY;
import static io.tradebus.core.format.frame.DatagramFault.BAD_SETUP;
import static io.tradebus.core.format.frame.DatagramFault.BAD_STATUS_MESSAGE;
import static io.tradebus.core.format.frame.DatagramFault.DISCONTINUOUS;
import static io.tradebus.core.format.frame.DatagramFault.LENGTH_BEYOND_DATAGRAM;
import static io.tradebus.core.format.frame.DatagramFault.MISALIGNED;
import static io.tradebus.core.format.frame.DatagramFault.MIXED_STREAMS;
import static io.tradebus.core.format.frame.DatagramFault.NEGATIVE_LENGTH;
import static io.tradebus.core.format.frame.DatagramFault.OUT_OF_TERM;
import static io.tradebus.core.format.frame.DatagramFault.SHORT_FOR_TYPE;
import static io.tradebus.core.format.frame.DatagramFault.TOO_SHORT;
import static io.tradebus.core.format.frame.DatagramFault.TRUNCATED_RESOLUTION_ENTRY;
import static io.tradebus.core.format.frame.DatagramFault.WRONG_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.format.log.LogLayout;
import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatagramRulesTest {
    private static final int TERM_LENGTH = 65536;
    private static final int START = 5;
    private static final int[] CONTROL_TYPES = {2, 3, 4, 5, 6, 7, 11};
    private static final int[] MIN_LENGTHS = {28, 36, 40, 40, 40, 8, 20};

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2048]);

    @Test
    @Conformance("WP-3")
    void aDatagramHasAtLeastAHeader() {
        FrameHeader.write(buffer, START, 8, 0, FrameType.RESOLUTION);

        for (int length = 0; length < 8; length++) {
            assertThat(DatagramRules.header(buffer, START, length)).isEqualTo(TOO_SHORT);
        }
        assertThat(DatagramRules.header(buffer, START, 8)).isNull();
    }

    @Test
    @Conformance("WP-2")
    void everyVersionButZeroIsRefused() {
        for (int version = 0; version < 256; version++) {
            FrameHeader.write(buffer, START, 1024, 0, FrameType.DATA);
            buffer.putByte(START + 4, (byte) version);
            assertThat(DatagramRules.header(buffer, START, 1024)).isEqualTo(version == 0 ? null : WRONG_VERSION);
        }
    }

    @Test
    @Conformance({"WP-4", "WP-11"})
    void everyControlFrameHasALengthBelowWhichItIsRefused() {
        for (int i = 0; i < CONTROL_TYPES.length; i++) {
            int minLength = MIN_LENGTHS[i];
            FrameHeader.write(buffer, START, minLength, 0, CONTROL_TYPES[i]);

            assertThat(DatagramRules.header(buffer, START, minLength)).isNull();
            // Bytes after the frame are none of its business.
            assertThat(DatagramRules.header(buffer, START, minLength + 1)).isNull();
            DatagramFault fault = DatagramRules.header(buffer, START, minLength - 1);
            assertThat(fault).isEqualTo(minLength == 8 ? TOO_SHORT : SHORT_FOR_TYPE);
        }
    }

    @Test
    @Conformance("WP-11")
    void aControlFrameIsNotLongerThanItsDatagramNorShorterThanItself() {
        for (int i = 0; i < CONTROL_TYPES.length; i++) {
            int minLength = MIN_LENGTHS[i];
            assertHeader(CONTROL_TYPES[i], minLength + 1, minLength, LENGTH_BEYOND_DATAGRAM);
            assertHeader(CONTROL_TYPES[i], Integer.MAX_VALUE, 1024, LENGTH_BEYOND_DATAGRAM);
            assertHeader(CONTROL_TYPES[i], minLength - 1, 1024, SHORT_FOR_TYPE);
            assertHeader(CONTROL_TYPES[i], 0, 1024, SHORT_FOR_TYPE);
            assertHeader(CONTROL_TYPES[i], -1, 1024, NEGATIVE_LENGTH);
        }
    }

    @Test
    @Conformance("WP-11")
    void dataHasAWholeHeaderAndMayGoOnAfterTheDatagram() {
        for (int type : new int[] {FrameType.PADDING, FrameType.DATA}) {
            assertHeader(type, 64, 31, SHORT_FOR_TYPE);
            assertHeader(type, 64, 32, null);
            assertHeader(type, 0, 32, null);
            assertHeader(type, -64, 32, NEGATIVE_LENGTH);
        }
    }

    @Test
    void typesThatAreNotKnownAreNoFault() {
        for (int type : new int[] {8, 9, 10, 12, 0x7FFF, 0x8000, FrameType.EXTENSION}) {
            assertHeader(type, 8, 8, null);
            assertHeader(type, 1 << 20, 8, null);
        }
    }

    @Test
    void aFrameOfDataLiesInItsTermAndFillsItsDatagram() {
        data(0, 0, 100);

        assertData(128, null);
        assertData(96, LENGTH_BEYOND_DATAGRAM);
        assertData(160, BAD_FRAME_IN_DATAGRAM);
    }

    @Test
    @Conformance("WP-27")
    void dataBeginsAndEndsAtTheAlignment() {
        data(0, 0, 100);
        assertData(100, MISALIGNED);
        assertData(127, MISALIGNED);
        assertData(129, MISALIGNED);

        for (int termOffset : new int[] {1, 16, 31, 33, -1, TERM_LENGTH + 1}) {
            data(0, termOffset, 100);
            assertData(128, MISALIGNED);
        }
    }

    @Test
    @Conformance("WP-27")
    void dataOutsideOfTheTermIsRefused() {
        for (int termOffset : new int[] {-32, Integer.MIN_VALUE, TERM_LENGTH, TERM_LENGTH + 32, 0x7FFF_FFE0}) {
            data(0, termOffset, 100);
            assertData(128, OUT_OF_TERM);
        }

        data(0, TERM_LENGTH - 128, 128);
        assertData(128, null);
        data(0, TERM_LENGTH - 96, 128);
        assertData(128, OUT_OF_TERM);
        data(0, TERM_LENGTH - 96, 97);
        assertData(128, OUT_OF_TERM);
    }

    @Test
    @Conformance("WP-27")
    void aSecondFrameThatCrossesTheEndOfTheTermIsRefused() {
        data(0, TERM_LENGTH - 96, 64);
        data(64, TERM_LENGTH - 32, 64);
        assertData(128, OUT_OF_TERM);

        data(64, TERM_LENGTH - 32, 32);
        assertData(96, null);
    }

    @Test
    @Conformance("WP-27")
    void framesFollowEachOtherWithoutGap() {
        data(0, 64, 70);
        data(96, 160, 40);
        assertData(160, null);

        for (int termOffset : new int[] {0, 64, 128, 192, 161}) {
            data(96, termOffset, 40);
            assertData(160, DISCONTINUOUS);
        }
    }

    @Test
    @Conformance("WP-27")
    void allFramesOfADatagramAreOfOneSessionStreamAndTerm() {
        data(0, 0, 64);
        for (int field : new int[] {12, 16, 20}) {
            data(64, 64, 64);
            assertData(128, null);
            buffer.putInt(START + 64 + field, 99);
            assertData(128, MIXED_STREAMS);
        }
    }

    @Test
    void framesAfterTheFirstAreDataOrPaddingOfThisVersion() {
        data(0, 0, 64);
        data(64, 64, 64);
        buffer.putShort(START + 64 + 6, (short) FrameType.SETUP);
        assertData(128, BAD_FRAME_IN_DATAGRAM);
        buffer.putShort(START + 64 + 6, (short) 0xFFFF);
        assertData(128, BAD_FRAME_IN_DATAGRAM);

        data(64, 64, 64);
        buffer.putByte(START + 64 + 4, (byte) 1);
        assertData(128, BAD_FRAME_IN_DATAGRAM);
    }

    @Test
    void noFrameIsShorterThanItsHeader() {
        for (int frameLength : new int[] {0, 1, 31, -1, -64, Integer.MIN_VALUE}) {
            data(0, 0, 64);
            data(64, 64, frameLength);
            assertData(128, BAD_FRAME_IN_DATAGRAM);

            data(0, 0, frameLength);
            assertData(64, BAD_FRAME_IN_DATAGRAM);
        }
    }

    @Test
    void lengthsThatOverflowAreRefused() {
        for (int frameLength : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE - 31, 0x7FFF_FF00}) {
            data(0, 0, frameLength);
            assertData(64, OUT_OF_TERM);
            padding(0, 0, frameLength);
            assertData(32, OUT_OF_TERM);
        }
    }

    @Test
    @Conformance({"WP-16", "WP-17"})
    void paddingAtTheEndIsAHeaderThatReachesFurther() {
        padding(0, 0, TERM_LENGTH);
        assertData(32, null);

        data(0, 0, 64);
        padding(64, 64, TERM_LENGTH - 64);
        assertData(96, null);
        padding(64, 64, 132);
        assertData(96, null);
        padding(64, 64, TERM_LENGTH - 63);
        assertData(96, OUT_OF_TERM);
    }

    @Test
    @Conformance("WP-20")
    void aHeartbeatIsAHeaderAtAPositionInTheTerm() {
        heartbeat(0);
        assertData(32, null);
        heartbeat(TERM_LENGTH - 32);
        assertData(32, null);

        heartbeat(TERM_LENGTH);
        assertData(32, OUT_OF_TERM);
        heartbeat(-32);
        assertData(32, OUT_OF_TERM);
        heartbeat(8);
        assertData(32, MISALIGNED);
        heartbeat(0);
        assertData(64, BAD_FRAME_IN_DATAGRAM);
        DataFrame.type(buffer, START, FrameType.PADDING);
        assertData(32, BAD_FRAME_IN_DATAGRAM);
    }

    @Test
    void aMessageWithoutPayloadIsNoHeartbeat() {
        data(0, 0, 32);

        assertData(32, null);
    }

    @Test
    void aSetupDescribesALogThatCanBeMade() {
        for (int bits = 16; bits <= 30; bits++) {
            setup(0, 1 << bits, 1408);
            assertThat(DatagramRules.setup(buffer, START)).isNull();
        }
        assertThat(LogLayout.MIN_TERM_LENGTH).isEqualTo(1 << 16);
        assertThat(LogLayout.MAX_TERM_LENGTH).isEqualTo(1 << 30);

        for (int termLength : new int[] {0, -1, 1 << 15, 65537, 3 << 16, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            setup(0, termLength, 1408);
            assertThat(DatagramRules.setup(buffer, START)).isEqualTo(BAD_SETUP);
        }
    }

    @Test
    void aSetupHasAnMtuOfWholeFrames() {
        for (int mtuLength : new int[] {32, 64, 1408, 65504}) {
            setup(0, TERM_LENGTH, mtuLength);
            assertThat(DatagramRules.setup(buffer, START)).isNull();
        }
        for (int mtuLength : new int[] {0, -32, 1400, 65536, 31, Integer.MIN_VALUE}) {
            setup(0, TERM_LENGTH, mtuLength);
            assertThat(DatagramRules.setup(buffer, START)).isEqualTo(BAD_SETUP);
        }
    }

    @Test
    void aSetupBeginsAtAFrameOfTheTerm() {
        for (int termOffset : new int[] {0, 32, TERM_LENGTH - 32}) {
            setup(termOffset, TERM_LENGTH, 1408);
            assertThat(DatagramRules.setup(buffer, START)).isNull();
        }
        for (int termOffset : new int[] {-32, 8, TERM_LENGTH, TERM_LENGTH + 32, Integer.MIN_VALUE}) {
            setup(termOffset, TERM_LENGTH, 1408);
            assertThat(DatagramRules.setup(buffer, START)).isEqualTo(BAD_SETUP);
        }
    }

    @Test
    void aStatusMessageIsAtAFrameWithAWindowOfHalfATermAtMost() {
        assertStatusMessage(0, 0, null);
        assertStatusMessage(TERM_LENGTH - 32, TERM_LENGTH / 2, null);

        assertStatusMessage(TERM_LENGTH, 0, BAD_STATUS_MESSAGE);
        assertStatusMessage(-32, 0, BAD_STATUS_MESSAGE);
        assertStatusMessage(8, 0, BAD_STATUS_MESSAGE);
        assertStatusMessage(0, -1, BAD_STATUS_MESSAGE);
        assertStatusMessage(0, TERM_LENGTH / 2 + 1, BAD_STATUS_MESSAGE);
        assertStatusMessage(0, Integer.MIN_VALUE, BAD_STATUS_MESSAGE);
    }

    @Test
    void aStatusMessageThatAsksForASetupPassesForEveryTermLength() {
        StatusMessageFrame.write(buffer, START, StatusMessageFrame.FLAG_SETUP_REQUEST, 0, 0, 1);

        assertThat(DatagramRules.statusMessage(buffer, START, TERM_LENGTH)).isNull();
        assertThat(DatagramRules.statusMessage(buffer, START, 1 << 30)).isNull();
    }

    @Test
    void aTailThatIsNoTagIsAccepted() {
        StatusMessageFrame.write(buffer, START, 0, 1, 2, 3);
        for (int frameLength = 36; frameLength < 60; frameLength++) {
            FrameHeader.frameLength(buffer, START, frameLength);
            assertThat(DatagramRules.header(buffer, START, 60)).isNull();
        }
    }

    @Test
    @Conformance("WP-74")
    void aNakIsOfARangeThatBeginsInTheTerm() {
        assertNak(0, 32, null);
        assertNak(TERM_LENGTH - 32, 32, null);
        assertNak(0, 0, null);
        assertNak(64, Integer.MAX_VALUE, null);

        assertNak(-32, 32, BAD_NAK);
        assertNak(TERM_LENGTH, 32, BAD_NAK);
        assertNak(TERM_LENGTH - 31, 32, BAD_NAK);
        assertNak(Integer.MIN_VALUE, 32, BAD_NAK);
        assertNak(0, -1, BAD_NAK);
        assertNak(0, Integer.MIN_VALUE, BAD_NAK);
        assertNak(8, 32, BAD_NAK);
    }

    @Test
    void theTextOfAnErrorLiesInItsFrame() {
        int length = ErrorFrame.write(buffer, START, 1, 2, 3, 13, "x".repeat(1023));
        assertThat(DatagramRules.header(buffer, START, length)).isNull();
        assertThat(DatagramRules.error(buffer, START)).isNull();
        assertThat(DatagramRules.header(buffer, START, length - 1)).isEqualTo(LENGTH_BEYOND_DATAGRAM);

        for (int textLength : new int[] {-1, 1024, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            buffer.putInt(START + 36, textLength);
            assertThat(DatagramRules.error(buffer, START)).isEqualTo(BAD_ERROR);
        }
        ErrorFrame.write(buffer, START, 1, 2, 3, 13, "bad");
        buffer.putInt(START + 36, 4);
        assertThat(DatagramRules.error(buffer, START)).isEqualTo(BAD_ERROR);
        buffer.putInt(START + 36, 2);
        assertThat(DatagramRules.error(buffer, START)).isNull();
    }

    @Test
    void aResolutionEntryIsWhole() {
        int length = ResolutionFrame.writeEntry(buffer, START, 8050, new byte[4], "driver");
        assertThat(DatagramRules.resolutionEntry(buffer, START, length)).isNull();
        for (int remaining = 0; remaining < length; remaining++) {
            assertThat(DatagramRules.resolutionEntry(buffer, START, remaining)).isEqualTo(TRUNCATED_RESOLUTION_ENTRY);
        }

        length = ResolutionFrame.writeEntry(buffer, START, 8050, new byte[16], "driver");
        assertThat(DatagramRules.resolutionEntry(buffer, START, length)).isNull();
        for (int remaining = 0; remaining < length; remaining++) {
            assertThat(DatagramRules.resolutionEntry(buffer, START, remaining)).isEqualTo(TRUNCATED_RESOLUTION_ENTRY);
        }
    }

    @Test
    void aResolutionEntryHasAKnownTypeAndAName() {
        ResolutionFrame.writeEntry(buffer, START, 8050, new byte[4], "driver");
        for (int type : new int[] {0, 3, -1, 127}) {
            buffer.putByte(START, (byte) type);
            assertThat(DatagramRules.resolutionEntry(buffer, START, 1024)).isEqualTo(BAD_RESOLUTION_ENTRY);
        }
        buffer.putByte(START, (byte) ResolutionFrame.TYPE_IPV4);
        for (int nameLength : new int[] {0, -1, 513, Short.MIN_VALUE, Short.MAX_VALUE}) {
            buffer.putShort(START + 12, (short) nameLength);
            assertThat(DatagramRules.resolutionEntry(buffer, START, 2000)).isEqualTo(BAD_RESOLUTION_ENTRY);
        }
        buffer.putShort(START + 12, (short) 512);
        assertThat(DatagramRules.resolutionEntry(buffer, START, 2000)).isNull();
    }

    @Test
    void everyFaultHasATextOfItsOwn() {
        assertThat(DatagramFault.values())
                .extracting(DatagramFault::text)
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).isNotBlank().hasSizeLessThan(60));
    }

    private void assertHeader(int type, int frameLength, int length, @Nullable DatagramFault expected) {
        FrameHeader.write(buffer, START, frameLength, 0, type);
        assertThat(DatagramRules.header(buffer, START, length))
                .as("type=%d frameLength=%d length=%d", type, frameLength, length)
                .isEqualTo(expected);
    }

    private void assertData(int length, @Nullable DatagramFault expected) {
        assertThat(DatagramRules.data(buffer, START, length, TERM_LENGTH)).isEqualTo(expected);
    }

    private void assertStatusMessage(int termOffset, int windowLength, @Nullable DatagramFault expected) {
        StatusMessageFrame.write(buffer, START, 0, 1, 2, 3);
        StatusMessageFrame.writeConsumption(buffer, START, 4, termOffset, windowLength);
        assertThat(DatagramRules.statusMessage(buffer, START, TERM_LENGTH)).isEqualTo(expected);
    }

    private void assertNak(int termOffset, int range, @Nullable DatagramFault expected) {
        NakFrame.write(buffer, START, 1, 2, 3, termOffset, range);
        assertThat(DatagramRules.nak(buffer, START, TERM_LENGTH)).isEqualTo(expected);
    }

    private void setup(int termOffset, int termLength, int mtuLength) {
        SetupFrame.write(buffer, START, 0, 1, 2, 0);
        SetupFrame.writeGeometry(buffer, START, 3, termLength, mtuLength);
        SetupFrame.writePosition(buffer, START, 4, termOffset);
    }

    private void heartbeat(int termOffset) {
        buffer.setMemory(START, 64, (byte) 0);
        DataFrame.writeHeartbeat(buffer, START, DataFrame.FLAGS_UNFRAGMENTED, termOffset, 7, 10, 5);
    }

    private void data(int position, int termOffset, int frameLength) {
        frame(position, FrameType.DATA, termOffset, frameLength);
    }

    private void padding(int position, int termOffset, int frameLength) {
        frame(position, FrameType.PADDING, termOffset, frameLength);
    }

    private void frame(int position, int type, int termOffset, int frameLength) {
        int frame = START + position;
        DataFrame.writeFields(buffer, frame, DataFrame.FLAGS_UNFRAGMENTED, type, termOffset, 7, 10, 5);
        DataFrame.frameLength(buffer, frame, frameLength);
    }
}
