package io.tradebus.core.format.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.protocol.DataHeaderFlyweight;
import io.aeron.protocol.ErrorFlyweight;
import io.aeron.protocol.HeaderFlyweight;
import io.aeron.protocol.NakFlyweight;
import io.aeron.protocol.ResolutionEntryFlyweight;
import io.aeron.protocol.ResponseSetupFlyweight;
import io.aeron.protocol.RttMeasurementFlyweight;
import io.aeron.protocol.SetupFlyweight;
import io.aeron.protocol.StatusMessageFlyweight;
import io.tradebus.core.support.Conformance;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The same frames written by the stock codecs: their bytes are ours, and each side reads the other's. */
@Conformance({"WP-1", "WP-4"})
class StockFrameFlyweightsTest {
    private static final long RECEIVER_ID = 0x0102_0304_0506_0708L;

    private final UnsafeBuffer ours = new UnsafeBuffer(new byte[128]);
    private final UnsafeBuffer theirs = new UnsafeBuffer(new byte[128]);

    @Test
    void naksAreTheSame() {
        NakFlyweight stock = new NakFlyweight(theirs);
        header(stock, NakFlyweight.HEADER_LENGTH, 0, HeaderFlyweight.HDR_TYPE_NAK);
        stock.sessionId(-3).streamId(1001).termId(5).termOffset(4096).length(1408);

        NakFrame.write(ours, 0, -3, 1001, 5, 4096, 1408);

        assertSame();
        assertThat(new NakFlyweight(ours).length()).isEqualTo(1408);
        assertThat(NakFrame.range(theirs, 0)).isEqualTo(1408);
    }

    @Test
    @Conformance({"WP-6", "WP-7"})
    void statusMessagesAreTheSameWithAndWithoutTag() {
        StatusMessageFlyweight stock = new StatusMessageFlyweight(theirs);
        header(stock, StatusMessageFlyweight.HEADER_LENGTH, 0x40, HeaderFlyweight.HDR_TYPE_SM);
        stock.sessionId(-3).streamId(1001).consumptionTermId(5).consumptionTermOffset(4096);
        stock.receiverWindowLength(131072).receiverId(RECEIVER_ID);

        StatusMessageFrame.write(ours, 0, StatusMessageFrame.FLAG_END_OF_STREAM, -3, 1001, RECEIVER_ID);
        StatusMessageFrame.writeConsumption(ours, 0, 5, 4096, 131072);

        assertSame();
        assertThat(StatusMessageFrame.hasGroupTag(theirs, 0)).isFalse();

        stock.groupTag(77L);
        StatusMessageFrame.writeGroupTag(ours, 0, 77);
        assertSame();
        assertThat(StatusMessageFrame.hasGroupTag(theirs, 0)).isTrue();
        assertThat(new StatusMessageFlyweight(ours).groupTag()).isEqualTo(77);
    }

    @Test
    void setupsAreTheSame() {
        SetupFlyweight stock = new SetupFlyweight(theirs);
        header(stock, SetupFlyweight.HEADER_LENGTH, 0xC0, HeaderFlyweight.HDR_TYPE_SETUP);
        stock.termOffset(96).sessionId(-3).streamId(1001).initialTermId(4).activeTermId(5);
        stock.termLength(65536).mtuLength(1408).ttl(8);

        SetupFrame.write(ours, 0, SetupFrame.FLAG_SEND_RESPONSE | SetupFrame.FLAG_GROUP, -3, 1001, 8);
        SetupFrame.writeGeometry(ours, 0, 4, 65536, 1408);
        SetupFrame.writePosition(ours, 0, 5, 96);

        assertSame();
        assertThat(new SetupFlyweight(ours).activeTermId()).isEqualTo(5);
        assertThat(SetupFrame.activeTermId(theirs, 0)).isEqualTo(5);
        assertThat(DatagramRules.setup(theirs, 0)).isNull();
    }

    @Test
    void roundTripMeasurementsAreTheSame() {
        RttMeasurementFlyweight stock = new RttMeasurementFlyweight(theirs);
        header(stock, RttMeasurementFlyweight.HEADER_LENGTH, 0x80, HeaderFlyweight.HDR_TYPE_RTTM);
        stock.sessionId(-3).streamId(1001);
        stock.echoTimestampNs(-99).receptionDelta(0).receiverId(RECEIVER_ID);

        RttFrame.write(ours, 0, RttFrame.FLAG_REPLY_REQUESTED, -3, 1001, -99, RECEIVER_ID);

        assertSame();
        assertThat(RttFrame.isReplyRequested(theirs, 0)).isTrue();
        assertThat(new RttMeasurementFlyweight(ours).echoTimestampNs()).isEqualTo(-99);
    }

    @Test
    void responseSetupsAreTheSame() {
        ResponseSetupFlyweight stock = new ResponseSetupFlyweight(theirs);
        header(stock, ResponseSetupFlyweight.HEADER_LENGTH, 0, HeaderFlyweight.HDR_TYPE_RSP_SETUP);
        stock.sessionId(-3).streamId(1001).responseSessionId(12);

        ResponseSetupFrame.write(ours, 0, -3, 1001, 12);

        assertSame();
        assertThat(new ResponseSetupFlyweight(ours).responseSessionId()).isEqualTo(12);
    }

    @Test
    @Conformance("WP-8")
    void errorsAreTheSame() {
        ErrorFlyweight stock = new ErrorFlyweight(theirs);
        header(stock, 0, 0, HeaderFlyweight.HDR_TYPE_ERR);
        stock.sessionId(-3).streamId(1001).receiverId(RECEIVER_ID).groupTag(77L).errorCode(13);
        stock.errorMessage("no more");

        int length = ErrorFrame.write(ours, 0, -3, 1001, RECEIVER_ID, 13, "no more");
        ErrorFrame.writeGroupTag(ours, 0, 77);

        assertThat(stock.frameLength()).isEqualTo(length);
        assertSame();
        assertThat(new ErrorFlyweight(ours).errorMessage()).isEqualTo("no more");
        assertThat(new ErrorFlyweight(ours).hasGroupTag()).isTrue();
        assertThat(ErrorFrame.text(theirs, 0)).isEqualTo("no more");
    }

    @Test
    void resolutionEntriesAreTheSame() {
        byte[] address = {10, 1, 2, 3};
        byte[] name = "driver-1".getBytes(StandardCharsets.US_ASCII);
        ResolutionEntryFlyweight stock = new ResolutionEntryFlyweight(theirs);
        stock.resType((byte) ResolutionFrame.TYPE_IPV4)
                .flags((short) 0x80)
                .udpPort(61000)
                .ageInMs(42);
        stock.putAddress(address).putName(name);

        int length = ResolutionFrame.writeEntry(ours, 0, 61000, address, "driver-1");
        ResolutionFrame.writeSelf(ours, 0);
        ResolutionFrame.writeAge(ours, 0, 42);

        assertThat(stock.entryLength()).isEqualTo(length);
        assertSame();
        assertThat(ResolutionFrame.name(theirs, 0)).isEqualTo("driver-1");
        assertThat(ResolutionFrame.port(theirs, 0)).isEqualTo(61000);
        assertThat(ResolutionEntryFlyweight.entryLengthRequired((byte) ResolutionFrame.TYPE_IPV6, 9))
                .isEqualTo(ResolutionFrame.entryLength(ResolutionFrame.TYPE_IPV6, 9));
    }

    @Test
    @Conformance("WP-20")
    void aHeartbeatIsOneForTheStockCodec() {
        DataFrame.writeHeartbeat(ours, 0, 0xF0, 4096, -3, 1001, 5);

        assertThat(DataHeaderFlyweight.isHeartbeat(ours, 32)).isTrue();
        assertThat(DataHeaderFlyweight.isEndOfStream(ours)).isTrue();
        assertThat(DataHeaderFlyweight.isRevoked(ours)).isTrue();
        DataHeaderFlyweight stock = new DataHeaderFlyweight(ours);
        assertThat(stock.termOffset()).isEqualTo(4096);
        assertThat(stock.sessionId()).isEqualTo(-3);
        assertThat(stock.streamId()).isEqualTo(1001);
        assertThat(stock.termId()).isEqualTo(5);
    }

    @Test
    void typesHaveTheSameNumbers() {
        assertThat(FrameType.PADDING).isEqualTo(HeaderFlyweight.HDR_TYPE_PAD);
        assertThat(FrameType.DATA).isEqualTo(HeaderFlyweight.HDR_TYPE_DATA);
        assertThat(FrameType.RESOLUTION).isEqualTo(HeaderFlyweight.HDR_TYPE_RES);
        assertThat(FrameType.EXTENSION).isEqualTo(HeaderFlyweight.HDR_TYPE_EXT);
    }

    private static void header(HeaderFlyweight stock, int frameLength, int flags, int type) {
        stock.frameLength(frameLength).version((short) 0).flags((short) flags).headerType(type);
    }

    private void assertSame() {
        assertThat(ours.byteArray()).isEqualTo(theirs.byteArray());
    }
}
