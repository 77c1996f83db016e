package io.tradebus.core.format.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Conformance;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Every event against bytes written out from the tables in {@code docs/shared-memory.md}. */
class EventBytesTest {
    private static final int OFFSET = 16;
    private static final String CORRELATION = "0900000000000000 ";

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);

    EventBytesTest() {
        buffer.setMemory(0, buffer.capacity(), (byte) 0xEE);
    }

    @Test
    void anErrorNamesTheCommandTheCodeAndTheCause() {
        int length = ErrorEvent.write(buffer, OFFSET, 9, ErrorCode.UNKNOWN_PUBLICATION, "gone");

        assertBytes(EventType.ON_ERROR, length, CORRELATION + "03000000 04000000 676f6e65");
        assertThat(length).isEqualTo(ErrorEvent.length("gone"));
        assertThat(ErrorEvent.correlationId(buffer, OFFSET)).isEqualTo(9);
        assertThat(ErrorEvent.errorCode(buffer, OFFSET)).isEqualTo(3);
        assertThat(ErrorEvent.message(buffer, OFFSET)).isEqualTo("gone");
    }

    @Test
    @Conformance("SM-29")
    void theSourceIdentityOfAnImageIsAlignedAfterTheLogFile() {
        int length = ImageReadyEvent.write(buffer, OFFSET, 9, -3, 1001, 5, 71, "/a/bc", "aeron:ipc");

        assertBytes(
                EventType.ON_AVAILABLE_IMAGE,
                length,
                CORRELATION + "fdffffff e9030000 0500000000000000 47000000"
                        + "05000000 2f612f6263 000000 09000000 6165726f6e3a697063");
        assertThat(length).isEqualTo(ImageReadyEvent.length("/a/bc", "aeron:ipc"));
        assertThat(buffer.getInt(OFFSET + 32 + 8)).isEqualTo("aeron:ipc".length());
        assertThat(ImageReadyEvent.correlationId(buffer, OFFSET)).isEqualTo(9);
        assertThat(ImageReadyEvent.sessionId(buffer, OFFSET)).isEqualTo(-3);
        assertThat(ImageReadyEvent.streamId(buffer, OFFSET)).isEqualTo(1001);
        assertThat(ImageReadyEvent.subscriptionRegistrationId(buffer, OFFSET)).isEqualTo(5);
        assertThat(ImageReadyEvent.positionCounterId(buffer, OFFSET)).isEqualTo(71);
        assertThat(ImageReadyEvent.logFile(buffer, OFFSET)).isEqualTo("/a/bc");
        assertThat(ImageReadyEvent.sourceIdentity(buffer, OFFSET)).isEqualTo("aeron:ipc");
    }

    @Test
    void aPublicationIsReadyWithItsCountersAndLog() {
        int length = PublicationReadyEvent.write(buffer, OFFSET, 9, 5, -3, 1001, 70, -1, "/a/bc");

        assertBytes(
                EventType.ON_PUBLICATION_READY,
                length,
                CORRELATION + "0500000000000000 fdffffff e9030000 46000000 ffffffff 05000000 2f612f6263");
        assertThat(length).isEqualTo(PublicationReadyEvent.length("/a/bc"));
        assertThat(PublicationReadyEvent.correlationId(buffer, OFFSET)).isEqualTo(9);
        assertThat(PublicationReadyEvent.registrationId(buffer, OFFSET)).isEqualTo(5);
        assertThat(PublicationReadyEvent.sessionId(buffer, OFFSET)).isEqualTo(-3);
        assertThat(PublicationReadyEvent.streamId(buffer, OFFSET)).isEqualTo(1001);
        assertThat(PublicationReadyEvent.limitCounterId(buffer, OFFSET)).isEqualTo(70);
        assertThat(PublicationReadyEvent.statusCounterId(buffer, OFFSET))
                .isEqualTo(PublicationReadyEvent.NO_COUNTER_ID);
        assertThat(PublicationReadyEvent.logFile(buffer, OFFSET)).isEqualTo("/a/bc");
    }

    @Test
    void successIsTheCorrelationIdAlone() {
        int length = OperationSuccessEvent.write(buffer, OFFSET, 9);

        assertBytes(EventType.ON_OPERATION_SUCCESS, length, CORRELATION);
        assertThat(OperationSuccessEvent.correlationId(buffer, OFFSET)).isEqualTo(9);
    }

    @Test
    void anImageThatGoesIsNamedWithItsSubscription() {
        int length = ImageUnavailableEvent.write(buffer, OFFSET, 9, 5, 1001, "aeron:ipc");

        assertBytes(
                EventType.ON_UNAVAILABLE_IMAGE,
                length,
                CORRELATION + "0500000000000000 e9030000 09000000 6165726f6e3a697063");
        assertThat(length).isEqualTo(ImageUnavailableEvent.length("aeron:ipc"));
        assertThat(ImageUnavailableEvent.correlationId(buffer, OFFSET)).isEqualTo(9);
        assertThat(ImageUnavailableEvent.subscriptionRegistrationId(buffer, OFFSET))
                .isEqualTo(5);
        assertThat(ImageUnavailableEvent.streamId(buffer, OFFSET)).isEqualTo(1001);
        assertThat(ImageUnavailableEvent.channel(buffer, OFFSET)).isEqualTo("aeron:ipc");
    }

    @Test
    void eventsWithOneIdAndOneNumberHaveTwelveBytes() {
        String bytes = CORRELATION + "fdffffff";

        assertBytes(EventType.ON_SUBSCRIPTION_READY, SubscriptionReadyEvent.write(buffer, OFFSET, 9, -3), bytes);
        assertThat(SubscriptionReadyEvent.correlationId(buffer, OFFSET)).isEqualTo(9);
        assertThat(SubscriptionReadyEvent.statusCounterId(buffer, OFFSET)).isEqualTo(-3);
        assertBytes(EventType.ON_COUNTER_READY, CounterEvent.write(buffer, OFFSET, 9, -3), bytes);
        assertBytes(EventType.ON_UNAVAILABLE_COUNTER, CounterEvent.write(buffer, OFFSET, 9, -3), bytes);
        assertThat(CounterEvent.registrationId(buffer, OFFSET)).isEqualTo(9);
        assertThat(CounterEvent.counterId(buffer, OFFSET)).isEqualTo(-3);
        assertBytes(EventType.ON_STATIC_COUNTER, StaticCounterEvent.write(buffer, OFFSET, 9, -3), bytes);
        assertThat(StaticCounterEvent.correlationId(buffer, OFFSET)).isEqualTo(9);
        assertThat(StaticCounterEvent.counterId(buffer, OFFSET)).isEqualTo(-3);
        assertBytes(EventType.ON_NEXT_AVAILABLE_SESSION_ID, NextSessionIdEvent.write(buffer, OFFSET, 9, -3), bytes);
        assertThat(NextSessionIdEvent.correlationId(buffer, OFFSET)).isEqualTo(9);
        assertThat(NextSessionIdEvent.sessionId(buffer, OFFSET)).isEqualTo(-3);
    }

    @Test
    void aClientTimeoutIsTheClientIdAlone() {
        int length = ClientTimeoutEvent.write(buffer, OFFSET, 9);

        assertBytes(EventType.ON_CLIENT_TIMEOUT, length, CORRELATION);
        assertThat(ClientTimeoutEvent.clientId(buffer, OFFSET)).isEqualTo(9);
    }

    @Test
    @Conformance("SM-41")
    void aPublicationErrorIsNeverShorterThanSeventyTwoBytes() {
        int length = PublicationErrorEvent.write(
                buffer, OFFSET, 9, -1, -3, 1001, RejectingReceiver.local(), ErrorCode.IMAGE_REJECTED, "no");

        assertBytes(
                EventType.ON_PUBLICATION_ERROR,
                length,
                CORRELATION + "ffffffffffffffff fdffffff e9030000 ffffffffffffffff ffffffffffffffff"
                        + "0100 0000 7f000001 000000000000000000000000 0d000000 02000000 6e6f 0000");
        assertThat(length).isEqualTo(72).isEqualTo(PublicationErrorEvent.length("no"));
        assertThat(PublicationErrorEvent.registrationId(buffer, OFFSET)).isEqualTo(9);
        assertThat(PublicationErrorEvent.destinationRegistrationId(buffer, OFFSET))
                .isEqualTo(-1);
        assertThat(PublicationErrorEvent.receiver(buffer, OFFSET)).isEqualTo(RejectingReceiver.local());
        assertThat(PublicationErrorEvent.errorCode(buffer, OFFSET)).isEqualTo(13);
        assertThat(PublicationErrorEvent.message(buffer, OFFSET)).isEqualTo("no");
    }

    @Test
    void aReceiverOnIpv6KeepsAddressAndPort() {
        byte[] address = new byte[16];
        address[0] = (byte) 0xfe;
        address[15] = 1;
        RejectingReceiver receiver = new RejectingReceiver(11, 12, address, 65535);

        int length = PublicationErrorEvent.write(
                buffer, OFFSET, 9, 8, -3, 1001, receiver, ErrorCode.IMAGE_REJECTED, "no more");

        assertThat(HexBytes.hex(buffer, OFFSET + 40, 20)).isEqualTo("0200ffff" + "fe" + "00".repeat(14) + "01");
        assertThat(length).isEqualTo(68 + 7);
        assertThat(PublicationErrorEvent.receiver(buffer, OFFSET)).isEqualTo(receiver);
        assertThat(receiver)
                .hasToString("receiver=11 groupTag=12 address=[fe00:0000:0000:0000:0000:0000:0000:0001]:65535");
    }

    @Test
    void anyEventCanBePrinted() {
        int length = ErrorEvent.write(buffer, OFFSET, 9, ErrorCode.UNKNOWN_PUBLICATION, "gone");

        assertThat(Events.describe(EventType.ON_ERROR, buffer, OFFSET, length))
                .isEqualTo("ON_ERROR correlation=9 code=3 message=gone");
        assertThat(Events.describe(EventType.ON_ERROR, buffer, OFFSET, length - 1))
                .startsWith("ON_ERROR malformed: event=3841 too short");
        assertThat(Events.describe(1, buffer, OFFSET, length)).isEqualTo("EVENT(1) malformed: event typeId=1");
    }

    @Test
    void errorCodesAreFoundByTheirValue() {
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(ErrorCode.of(code.value())).isEqualTo(code);
        }
        assertThat(ErrorCode.IMAGE_REJECTED.value()).isEqualTo(13);
        assertThat(ErrorCode.of(15)).isEqualTo(ErrorCode.UNKNOWN_CODE_VALUE);
        assertThat(ErrorCode.of(Integer.MIN_VALUE)).isEqualTo(ErrorCode.UNKNOWN_CODE_VALUE);
    }

    /** The bytes, that they are valid as they are and not when cut, and that nothing was written around them. */
    private void assertBytes(int typeId, int length, String hex) {
        assertThat(HexBytes.hex(buffer, OFFSET, length)).isEqualTo(HexBytes.packed(hex));
        assertThat(Events.validate(typeId, buffer, OFFSET, length)).isNull();
        assertThat(Events.validate(typeId, buffer, OFFSET, 7)).isNotNull();
        assertThat(buffer.getByte(OFFSET - 1)).isEqualTo((byte) 0xEE);
        assertThat(buffer.getByte(OFFSET + length)).isEqualTo((byte) 0xEE);
    }
}
