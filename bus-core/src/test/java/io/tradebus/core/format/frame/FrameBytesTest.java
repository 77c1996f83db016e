package io.tradebus.core.format.frame;

import static io.tradebus.core.format.frame.HexFrames.FRAME;
import static io.tradebus.core.format.frame.HexFrames.frame;
import static io.tradebus.core.format.frame.HexFrames.hex;
import static io.tradebus.core.format.frame.HexFrames.packed;
import static io.tradebus.core.format.frame.HexFrames.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Every frame of {@code docs/wire-protocol.md#appendix-a-byte-vectors}, written and read, at an odd address. */
@Conformance({"WP-1", "WP-4", "WP-5"})
class FrameBytesTest {
    private static final int SESSION_ID = 0xCF50_8116;
    private static final int STREAM_ID = 7;
    private static final int TERM_ID = 0xFB53_CE37;
    private static final long RECEIVER_ID = 0x135F_6AE9_C6E1_1D8FL;

    @Test
    void setupOfAUnicastStream() {
        String bytes = "28000000 00 00 0500  00000000 168150cf 07000000 37ce53fb 37ce53fb 00000100 80050000 00000000";
        UnsafeBuffer written = used(SetupFrame.LENGTH);

        SetupFrame.write(written, FRAME, 0, SESSION_ID, STREAM_ID, 0);
        SetupFrame.writeGeometry(written, FRAME, TERM_ID, 65536, 1408);
        SetupFrame.writePosition(written, FRAME, TERM_ID, 0);

        assertThat(hex(written)).isEqualTo(packed(bytes));
        assertReadAsSetup(frame(bytes));
    }

    private static void assertReadAsSetup(UnsafeBuffer read) {
        assertThat(FrameHeader.type(read, FRAME)).isEqualTo(FrameType.SETUP);
        assertThat(FrameHeader.frameLength(read, FRAME)).isEqualTo(40);
        assertThat(SetupFrame.isGroup(read, FRAME)).isFalse();
        assertThat(SetupFrame.isResponseWanted(read, FRAME)).isFalse();
        assertThat(SetupFrame.sessionId(read, FRAME)).isEqualTo(SESSION_ID);
        assertThat(SetupFrame.streamId(read, FRAME)).isEqualTo(STREAM_ID);
        assertThat(SetupFrame.initialTermId(read, FRAME)).isEqualTo(TERM_ID);
        assertThat(SetupFrame.activeTermId(read, FRAME)).isEqualTo(TERM_ID);
        assertThat(SetupFrame.termOffset(read, FRAME)).isEqualTo(0);
        assertThat(SetupFrame.termLength(read, FRAME)).isEqualTo(65536);
        assertThat(SetupFrame.mtuLength(read, FRAME)).isEqualTo(1408);
        assertThat(SetupFrame.ttl(read, FRAME)).isEqualTo(0);
    }

    @Test
    void setupOfAGroup() {
        String bytes = "28000000 00 40 0500  00000000 188150cf 0b000000 dc4ffad1 dc4ffad1 00000001 80050000 00000000";
        UnsafeBuffer written = used(SetupFrame.LENGTH);

        SetupFrame.write(written, FRAME, SetupFrame.FLAG_GROUP, 0xCF50_8118, 11, 0);
        SetupFrame.writeGeometry(written, FRAME, 0xD1FA_4FDC, 16 << 20, 1408);
        SetupFrame.writePosition(written, FRAME, 0xD1FA_4FDC, 0);

        assertThat(hex(written)).isEqualTo(packed(bytes));
        assertThat(SetupFrame.isGroup(frame(bytes), FRAME)).isTrue();
        assertThat(SetupFrame.termLength(frame(bytes), FRAME)).isEqualTo(16 << 20);
    }

    @Test
    void setupThatMovesOnAndWantsAResponse() {
        UnsafeBuffer written = used(SetupFrame.LENGTH);
        SetupFrame.write(written, FRAME, 0, 1, 2, 4);
        SetupFrame.writeGeometry(written, FRAME, 3, 65536, 1408);

        SetupFrame.writePosition(written, FRAME, 5, 96);
        SetupFrame.writeFlags(written, FRAME, SetupFrame.FLAG_SEND_RESPONSE);

        assertThat(hex(written))
                .isEqualTo(packed("28000000 00 80 0500 60000000 01000000 02000000 03000000 05000000 00000100"
                        + "80050000 04000000"));
        assertThat(SetupFrame.isResponseWanted(written, FRAME)).isTrue();
        assertThat(SetupFrame.ttl(written, FRAME)).isEqualTo(4);
    }

    @Test
    @Conformance("WP-20")
    void heartbeatsOfAnOpenAClosedAndARevokedStream() {
        assertHeartbeat(
                "00000000 00 c0 0100  a0000000 168150cf 07000000 37ce53fb 0000000000000000",
                DataFrame.FLAGS_UNFRAGMENTED,
                0xA0);
        assertHeartbeat(
                "00000000 00 e0 0100  a00d0000 168150cf 07000000 37ce53fb 0000000000000000",
                DataFrame.FLAGS_UNFRAGMENTED | DataFrame.FLAG_END_OF_STREAM,
                0xDA0);
        assertHeartbeat(
                "00000000 00 f0 0100  00000000 168150cf 07000000 37ce53fb 0000000000000000",
                DataFrame.FLAGS_UNFRAGMENTED | DataFrame.FLAG_END_OF_STREAM | DataFrame.FLAG_REVOKED,
                0);
    }

    private static void assertHeartbeat(String bytes, int flags, int termOffset) {
        UnsafeBuffer written = used(DataFrame.HEADER_LENGTH);

        DataFrame.writeHeartbeat(written, FRAME, flags, termOffset, SESSION_ID, STREAM_ID, TERM_ID);

        assertThat(hex(written)).isEqualTo(packed(bytes));
        assertThat(DataFrame.isHeartbeat(frame(bytes), FRAME, 32)).isTrue();
        assertThat(DataFrame.flags(frame(bytes), FRAME)).isEqualTo(flags);
        assertThat(DataFrame.termOffset(frame(bytes), FRAME)).isEqualTo(termOffset);
    }

    @Test
    void onlyAHeaderOfDataWithoutLengthIsAHeartbeat() {
        UnsafeBuffer buffer = used(64);
        DataFrame.writeHeartbeat(buffer, FRAME, DataFrame.FLAGS_UNFRAGMENTED, 0, 1, 2, 3);

        assertThat(DataFrame.isHeartbeat(buffer, FRAME, 64)).isFalse();
        DataFrame.frameLength(buffer, FRAME, 32);
        assertThat(DataFrame.isHeartbeat(buffer, FRAME, 32)).isFalse();
        DataFrame.frameLength(buffer, FRAME, 0);
        DataFrame.type(buffer, FRAME, FrameType.PADDING);
        assertThat(DataFrame.isHeartbeat(buffer, FRAME, 32)).isFalse();
    }

    @Test
    void twoFramesOfDataInOneDatagram() {
        String first = "25000000 00 c0 0100  00000000 168150cf 07000000 37ce53fb 0000000000000000";
        String second = "48000000 00 c0 0100  40000000 168150cf 07000000 37ce53fb 0000000000000000";
        String bytes = first + "41".repeat(5) + "00".repeat(27) + second + "41".repeat(40) + "00".repeat(24);
        UnsafeBuffer written = used(160);
        written.setMemory(FRAME, 160, (byte) 0);

        writeData(written, FRAME, 0, 5);
        writeData(written, FRAME + 64, 64, 40);

        assertThat(hex(written)).isEqualTo(packed(bytes));
        UnsafeBuffer read = frame(bytes);
        assertThat(DataFrame.frameLength(read, FRAME)).isEqualTo(37);
        assertThat(DataFrame.frameLength(read, FRAME + 64)).isEqualTo(72);
        assertThat(DataFrame.termOffset(read, FRAME + 64)).isEqualTo(64);
        assertThat(DatagramRules.data(read, FRAME, 160, 65536)).isNull();
    }

    private static void writeData(UnsafeBuffer buffer, int frame, int termOffset, int payloadLength) {
        DataFrame.writeFields(
                buffer,
                frame,
                DataFrame.FLAGS_UNFRAGMENTED,
                FrameType.DATA,
                termOffset,
                SESSION_ID,
                STREAM_ID,
                TERM_ID);
        DataFrame.reservedValue(buffer, frame, 0);
        DataFrame.frameLength(buffer, frame, DataFrame.HEADER_LENGTH + payloadLength);
        buffer.setMemory(frame + DataFrame.HEADER_LENGTH, payloadLength, (byte) 'A');
    }

    @Test
    @Conformance("WP-16")
    void paddingIsItsHeaderWithTheLengthOfAll() {
        UnsafeBuffer read = frame("84000000 00 c0 0000  c00c0000 168150cf 07000000 37ce53fb 0000000000000000");

        assertThat(DataFrame.isPadding(read, FRAME)).isTrue();
        assertThat(DataFrame.termOffset(read, FRAME) + DataFrame.alignedLength(DataFrame.frameLength(read, FRAME)))
                .isEqualTo(0xD60);
        assertThat(DatagramRules.data(read, FRAME, 32, 65536)).isNull();
    }

    @Test
    @Conformance({"WP-6", "WP-7"})
    void statusMessageWithoutTag() {
        String bytes = "24000000 00 00 0300  55000000 1e000000 01000000 00000000 00800000 931de1c6e96a5f13";
        UnsafeBuffer written = used(StatusMessageFrame.LENGTH);

        StatusMessageFrame.write(written, FRAME, 0, 0x55, 30, RECEIVER_ID + 4);
        StatusMessageFrame.writeConsumption(written, FRAME, 1, 0, 0x8000);

        assertThat(hex(written)).isEqualTo(packed(bytes));
        UnsafeBuffer read = frame(bytes);
        assertThat(StatusMessageFrame.sessionId(read, FRAME)).isEqualTo(0x55);
        assertThat(StatusMessageFrame.streamId(read, FRAME)).isEqualTo(30);
        assertThat(StatusMessageFrame.termId(read, FRAME)).isEqualTo(1);
        assertThat(StatusMessageFrame.termOffset(read, FRAME)).isEqualTo(0);
        assertThat(StatusMessageFrame.windowLength(read, FRAME)).isEqualTo(0x8000);
        assertThat(StatusMessageFrame.receiverId(read, FRAME)).isEqualTo(RECEIVER_ID + 4);
        assertThat(StatusMessageFrame.hasGroupTag(read, FRAME)).isFalse();
        assertThat(StatusMessageFrame.isSetupRequest(read, FRAME)).isFalse();
        assertThat(StatusMessageFrame.isEndOfStream(read, FRAME)).isFalse();
    }

    @Test
    @Conformance({"WP-6", "WP-7", "WP-36"})
    void statusMessageThatAsksForASetupWithATag() {
        String bytes = "2c000000 00 80 0300  0d0c0b0a 09000000 00000000 00000000 00000000 8f1de1c6e96a5f13"
                + "0500000000000000";
        UnsafeBuffer written = used(StatusMessageFrame.TAGGED_LENGTH);

        StatusMessageFrame.write(written, FRAME, StatusMessageFrame.FLAG_SETUP_REQUEST, 0x0A0B_0C0D, 9, RECEIVER_ID);
        StatusMessageFrame.writeGroupTag(written, FRAME, 5);

        assertThat(hex(written)).isEqualTo(packed(bytes));
        UnsafeBuffer read = frame(bytes);
        assertThat(StatusMessageFrame.isSetupRequest(read, FRAME)).isTrue();
        assertThat(StatusMessageFrame.receiverId(read, FRAME)).isEqualTo(RECEIVER_ID);
        assertThat(StatusMessageFrame.hasGroupTag(read, FRAME)).isTrue();
        assertThat(StatusMessageFrame.groupTag(read, FRAME)).isEqualTo(5);
    }

    @Test
    @Conformance("WP-36")
    void statusMessageOfNoStream() {
        String bytes = "24000000 00 80 0300  00000000 00000000 00000000 00000000 00000000 901de1c6e96a5f13";
        UnsafeBuffer written = used(StatusMessageFrame.LENGTH);

        StatusMessageFrame.write(written, FRAME, StatusMessageFrame.FLAG_SETUP_REQUEST, 0, 0, RECEIVER_ID + 1);

        assertThat(hex(written)).isEqualTo(packed(bytes));
        assertThat(StatusMessageFrame.sessionId(frame(bytes), FRAME)).isEqualTo(0);
    }

    @Test
    @Conformance("WP-7")
    void whetherAStatusMessageHasATagIsSaidByItsLengthAlone() {
        UnsafeBuffer buffer = used(StatusMessageFrame.TAGGED_LENGTH);
        StatusMessageFrame.write(buffer, FRAME, StatusMessageFrame.FLAG_END_OF_STREAM, 1, 2, 3);
        assertThat(StatusMessageFrame.isEndOfStream(buffer, FRAME)).isTrue();

        for (int frameLength = 36; frameLength <= 48; frameLength++) {
            FrameHeader.frameLength(buffer, FRAME, frameLength);
            assertThat(StatusMessageFrame.hasGroupTag(buffer, FRAME)).isEqualTo(frameLength == 44);
        }
        StatusMessageFrame.writeFlags(buffer, FRAME, 0);
        assertThat(StatusMessageFrame.isEndOfStream(buffer, FRAME)).isFalse();
    }

    @Test
    @Conformance("WP-6")
    void nak() {
        String bytes = "1c000000 00 00 0200  0d0c0b0a 09000000 64000000 40000000 80000000";
        UnsafeBuffer written = used(NakFrame.LENGTH);

        NakFrame.write(written, FRAME, 0x0A0B_0C0D, 9, 100, 64, 128);

        assertThat(hex(written)).isEqualTo(packed(bytes));
        UnsafeBuffer read = frame(bytes);
        assertThat(NakFrame.sessionId(read, FRAME)).isEqualTo(0x0A0B_0C0D);
        assertThat(NakFrame.streamId(read, FRAME)).isEqualTo(9);
        assertThat(NakFrame.termId(read, FRAME)).isEqualTo(100);
        assertThat(NakFrame.termOffset(read, FRAME)).isEqualTo(64);
        assertThat(NakFrame.range(read, FRAME)).isEqualTo(128);
    }

    @Test
    @Conformance("WP-8")
    void errorWithTag() {
        String bytes =
                "2b000000 00 08 0400  0d0c0b0a 09000000 8f1de1c6e96a5f13 0500000000000000 0d000000 03000000" + "626164";
        UnsafeBuffer written = used(43);

        int length = ErrorFrame.write(written, FRAME, 0x0A0B_0C0D, 9, RECEIVER_ID, 13, "bad");
        ErrorFrame.writeGroupTag(written, FRAME, 5);

        assertThat(length).isEqualTo(43);
        assertThat(hex(written)).isEqualTo(packed(bytes));
        UnsafeBuffer read = frame(bytes);
        assertThat(ErrorFrame.sessionId(read, FRAME)).isEqualTo(0x0A0B_0C0D);
        assertThat(ErrorFrame.streamId(read, FRAME)).isEqualTo(9);
        assertThat(ErrorFrame.receiverId(read, FRAME)).isEqualTo(RECEIVER_ID);
        assertThat(ErrorFrame.hasGroupTag(read, FRAME)).isTrue();
        assertThat(ErrorFrame.groupTag(read, FRAME)).isEqualTo(5);
        assertThat(ErrorFrame.errorCode(read, FRAME)).isEqualTo(13);
        assertThat(ErrorFrame.textLength(read, FRAME)).isEqualTo(3);
        assertThat(ErrorFrame.text(read, FRAME)).isEqualTo("bad");
    }

    @Test
    @Conformance("WP-8")
    void errorWithoutTagHasNoFlagWhateverTheFieldHolds() {
        UnsafeBuffer buffer = used(40);

        ErrorFrame.write(buffer, FRAME, 1, 2, 3, 13, "");
        buffer.putLong(FRAME + 24, 77);

        assertThat(ErrorFrame.hasGroupTag(buffer, FRAME)).isFalse();
        assertThat(ErrorFrame.text(buffer, FRAME)).isEmpty();
        assertThat(FrameHeader.frameLength(buffer, FRAME)).isEqualTo(40);
    }

    @Test
    void errorTextHasALongestLength() {
        UnsafeBuffer buffer = used(ErrorFrame.MAX_LENGTH + 1);

        assertThat(ErrorFrame.write(buffer, FRAME, 1, 2, 3, 13, "x".repeat(1023)))
                .isEqualTo(1063);
        assertThat(DatagramRules.error(buffer, FRAME)).isNull();
        assertThatThrownBy(() -> ErrorFrame.write(buffer, FRAME, 1, 2, 3, 13, "x".repeat(1024)))
                .hasMessage("text must have at most 1023 characters, but has 1024");
    }

    @Test
    void roundTripMeasurement() {
        String bytes = "28000000 00 00 0600  168150cf 07000000 0807060504030201 0000000000000000 9900000000000000";
        UnsafeBuffer written = used(RttFrame.LENGTH);

        RttFrame.write(written, FRAME, 0, SESSION_ID, STREAM_ID, 0x0102_0304_0506_0708L, 0x99);

        assertThat(hex(written)).isEqualTo(packed(bytes));
        UnsafeBuffer read = frame(bytes);
        assertThat(RttFrame.isReplyRequested(read, FRAME)).isFalse();
        assertThat(RttFrame.sessionId(read, FRAME)).isEqualTo(SESSION_ID);
        assertThat(RttFrame.streamId(read, FRAME)).isEqualTo(STREAM_ID);
        assertThat(RttFrame.echoTimestampNs(read, FRAME)).isEqualTo(0x0102_0304_0506_0708L);
        assertThat(RttFrame.receptionDeltaNs(read, FRAME)).isEqualTo(0);
        assertThat(RttFrame.receiverId(read, FRAME)).isEqualTo(0x99);
    }

    @Test
    void roundTripQuestionCarriesTheFlag() {
        UnsafeBuffer written = used(RttFrame.LENGTH);

        RttFrame.write(written, FRAME, RttFrame.FLAG_REPLY_REQUESTED, 1, 2, 3, RttFrame.ANY_RECEIVER);

        assertThat(RttFrame.isReplyRequested(written, FRAME)).isTrue();
        assertThat(hex(written)).startsWith(packed("28000000 00 80 0600"));
    }

    @Test
    void responseSetup() {
        String bytes = "14000000 00 00 0b00  55000000 1e000000 1a8150cf";
        UnsafeBuffer written = used(ResponseSetupFrame.LENGTH);

        ResponseSetupFrame.write(written, FRAME, 0x55, 30, 0xCF50_811A);

        assertThat(hex(written)).isEqualTo(packed(bytes));
        UnsafeBuffer read = frame(bytes);
        assertThat(ResponseSetupFrame.sessionId(read, FRAME)).isEqualTo(0x55);
        assertThat(ResponseSetupFrame.streamId(read, FRAME)).isEqualTo(30);
        assertThat(ResponseSetupFrame.responseSessionId(read, FRAME)).isEqualTo(0xCF50_811A);
    }

    @Test
    void nameResolutionOfTheSenderItself() {
        String bytes = "20000000 00 00 0700  01 80 936d 00000000 00000000 0500 6472762d41 0000000000";
        UnsafeBuffer written = used(32);

        ResolutionFrame.writeHeader(written, FRAME, 32);
        int length = ResolutionFrame.writeEntry(written, FRAME + 8, 28051, new byte[4], "drv-A");
        ResolutionFrame.writeSelf(written, FRAME + 8);

        assertThat(length).isEqualTo(24);
        assertThat(hex(written)).isEqualTo(packed(bytes));
        UnsafeBuffer read = frame(bytes);
        assertThat(DatagramRules.resolutionEntry(read, FRAME + 8, 24)).isNull();
        assertThat(ResolutionFrame.type(read, FRAME + 8)).isEqualTo(ResolutionFrame.TYPE_IPV4);
        assertThat(ResolutionFrame.isSelf(read, FRAME + 8)).isTrue();
        assertThat(ResolutionFrame.port(read, FRAME + 8)).isEqualTo(28051);
        assertThat(ResolutionFrame.name(read, FRAME + 8)).isEqualTo("drv-A");
        assertThat(ResolutionFrame.entryLength(read, FRAME + 8)).isEqualTo(24);
    }

    @Test
    void nameResolutionOfAnother() {
        String bytes = "20000000 00 00 0700  01 00 926d 5b070000 7f000001 0300 78797a 00000000000000";
        UnsafeBuffer written = used(32);

        ResolutionFrame.writeHeader(written, FRAME, 32);
        ResolutionFrame.writeEntry(written, FRAME + 8, 28050, new byte[] {127, 0, 0, 1}, "xyz");
        ResolutionFrame.writeAge(written, FRAME + 8, 1883);

        assertThat(hex(written)).isEqualTo(packed(bytes));
        UnsafeBuffer read = frame(bytes);
        assertThat(ResolutionFrame.isSelf(read, FRAME + 8)).isFalse();
        assertThat(ResolutionFrame.ageMs(read, FRAME + 8)).isEqualTo(1883);
        assertThat(ResolutionFrame.address(read, FRAME + 8)).containsExactly(127, 0, 0, 1);
    }

    @Test
    void nameResolutionOfALongerAddressAndAHighPort() {
        UnsafeBuffer buffer = used(40);
        byte[] address = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

        int length = ResolutionFrame.writeEntry(buffer, FRAME, 65535, address, "abc");

        assertThat(length).isEqualTo(32);
        assertThat(hex(buffer))
                .startsWith(packed("02 00 ffff 00000000 0102030405060708090a0b0c0d0e0f10 0300 616263 000000"));
        assertThat(ResolutionFrame.port(buffer, FRAME)).isEqualTo(65535);
        assertThat(ResolutionFrame.address(buffer, FRAME)).isEqualTo(address);
        assertThat(ResolutionFrame.name(buffer, FRAME)).isEqualTo("abc");
    }

    @Test
    void nameResolutionRefusesWhatNoEntryCanHold() {
        UnsafeBuffer buffer = used(1024);

        assertThatThrownBy(() -> ResolutionFrame.writeEntry(buffer, FRAME, 1, new byte[5], "a"))
                .hasMessage("an address has 4 or 16 bytes, not 5");
        assertThatThrownBy(() -> ResolutionFrame.writeEntry(buffer, FRAME, 1, new byte[4], ""))
                .hasMessage("name must have 1 to 512 characters, but has 0");
        assertThatThrownBy(() -> ResolutionFrame.writeEntry(buffer, FRAME, 1, new byte[4], "n".repeat(513)))
                .hasMessage("name must have 1 to 512 characters, but has 513");
        assertThat(ResolutionFrame.writeEntry(buffer, FRAME, 1, new byte[4], "n".repeat(512)))
                .isEqualTo(528);
    }

    @Test
    @Conformance("WP-2")
    void everyFrameIsWrittenInVersionZero() {
        UnsafeBuffer buffer = used(64);
        SetupFrame.write(buffer, FRAME, 0xC0, 1, 2, 0);
        assertThat(FrameHeader.version(buffer, FRAME)).isEqualTo(0);
        StatusMessageFrame.write(buffer, FRAME, 0xC0, 1, 2, 3);
        assertThat(FrameHeader.version(buffer, FRAME)).isEqualTo(0);
        RttFrame.write(buffer, FRAME, 0x80, 1, 2, 3, 4);
        assertThat(FrameHeader.version(buffer, FRAME)).isEqualTo(0);
        DataFrame.writeHeartbeat(buffer, FRAME, 0xF0, 1, 2, 3, 4);
        assertThat(FrameHeader.version(buffer, FRAME)).isEqualTo(0);
    }
}
