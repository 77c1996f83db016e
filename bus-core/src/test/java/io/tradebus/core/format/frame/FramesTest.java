package io.tradebus.core.format.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FramesTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);

    @Test
    void printsWhatIsSpecialToAControlFrame() {
        NakFrame.write(buffer, 8, 7, 10, 5, 4096, 1408);
        assertDescribed(8, 28, "NAK session=7 stream=10 term=5 offset=4096 range=1408");

        RttFrame.write(buffer, 0, 0x80, 7, 10, 123, 9);
        assertDescribed(0, 40, "RTTM session=7 stream=10 echo=123 delta=0 receiver=9 flags=0x80");

        ResponseSetupFrame.write(buffer, 0, 7, 10, 8);
        assertDescribed(0, 20, "RSP_SETUP session=7 stream=10 responseSession=8");

        SetupFrame.write(buffer, 0, SetupFrame.FLAG_GROUP, 7, 10, 1);
        SetupFrame.writeGeometry(buffer, 0, 4, 65536, 1408);
        SetupFrame.writePosition(buffer, 0, 5, 64);
        assertDescribed(
                0,
                40,
                "SETUP offset=64 session=7 stream=10 initialTerm=4 term=5 termLength=65536 mtu=1408 ttl=1 flags=0x40");

        ErrorFrame.write(buffer, 0, 7, 10, 9, 13, "bad");
        assertDescribed(0, 43, "ERR session=7 stream=10 receiver=9 groupTag=0 code=13 textLength=3 text='bad'");
    }

    @Test
    void printsTheTagOfAStatusMessageThatHasOne() {
        StatusMessageFrame.write(buffer, 0, 0, 7, 10, 9);
        StatusMessageFrame.writeConsumption(buffer, 0, 5, 64, 131072);
        assertDescribed(0, 36, "SM session=7 stream=10 term=5 offset=64 window=131072 receiver=9");

        StatusMessageFrame.writeGroupTag(buffer, 0, 3);
        assertDescribed(0, 44, "SM session=7 stream=10 term=5 offset=64 window=131072 receiver=9 groupTag=3");
    }

    @Test
    void printsEveryEntryOfANameResolution() {
        int first = ResolutionFrame.writeEntry(buffer, 8, 8050, new byte[] {127, 0, 0, 1}, "xyz");
        int second = ResolutionFrame.writeEntry(buffer, 8 + first, 8051, new byte[] {10, 0, 0, 2}, "a");
        ResolutionFrame.writeSelf(buffer, 8 + first);
        int length = 8 + first + second;
        ResolutionFrame.writeHeader(buffer, 0, length);

        assertDescribed(
                0,
                length,
                "RES [entry type=1 flags=0x00 port=8050 age=0 address=7f000001 name='xyz']"
                        + " [entry type=1 flags=0x80 port=8051 age=0 address=0a000002 name='a']");
    }

    @Test
    void printsDataPaddingAndHeartbeatsByName() {
        DataFrame.writeFields(buffer, 0, 0xC0, FrameType.DATA, 1408, 7, 10, 5);
        DataFrame.frameLength(buffer, 0, 100);
        assertDescribed(0, 128, "DATA session=7 stream=10 term=5 offset=1408 length=128");

        DataFrame.flags(buffer, 0, DataFrame.FLAG_BEGIN);
        assertDescribed(0, 128, "DATA session=7 stream=10 term=5 offset=1408 length=128 flags=0x80");

        DataFrame.writeFields(buffer, 0, 0xC0, FrameType.PADDING, 1408, 7, 10, 5);
        DataFrame.frameLength(buffer, 0, 4096);
        assertDescribed(0, 32, "PAD session=7 stream=10 term=5 offset=1408 length=4096");

        DataFrame.writeHeartbeat(buffer, 0, 0xE0, 1408, 7, 10, 5);
        assertDescribed(0, 32, "HEARTBEAT session=7 stream=10 term=5 offset=1408 flags=0xe0");
    }

    @Test
    void saysWhatIsWrongWithADatagramThatCannotBePrinted() {
        assertDescribed(0, 7, "malformed datagram of 7 bytes: shorter than a frame header");

        ErrorFrame.write(buffer, 0, 7, 10, 9, 13, "bad");
        buffer.putInt(36, 1000);
        assertDescribed(0, 43, "malformed datagram of 43 bytes: error with impossible length of its text");
    }

    @Test
    void printsFramesItDoesNotKnowByNumber() {
        FrameHeader.write(buffer, 0, 8, 0, FrameType.EXTENSION);

        assertDescribed(0, 8, "frame of type 65535 in 8 bytes");
    }

    private void assertDescribed(int offset, int length, String text) {
        assertThat(Frames.describe(buffer, offset, length)).isEqualTo(text);
    }
}
