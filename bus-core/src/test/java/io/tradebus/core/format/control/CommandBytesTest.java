package io.tradebus.core.format.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Conformance;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.junit.jupiter.api.Test;

/** Every command against bytes written out from the tables in {@code docs/shared-memory.md}. */
class CommandBytesTest {
    private static final int OFFSET = 16;
    private static final String PREFIX = "0700000000000000 0900000000000000 ";
    private static final String IPC = "09000000 6165726f6e3a697063";

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);

    CommandBytesTest() {
        buffer.setMemory(0, buffer.capacity(), (byte) 0xEE);
    }

    @Test
    void addPublicationOfAnIpcChannelHasThirtyThreeBytes() {
        int length = PublicationCommand.write(buffer, OFFSET, 7, 9, 1001, "aeron:ipc");

        assertBytes(length, PREFIX + "e9030000" + IPC);
        assertThat(length).isEqualTo(33).isEqualTo(PublicationCommand.length("aeron:ipc"));
        assertThat(CorrelatedCommand.clientId(buffer, OFFSET)).isEqualTo(7);
        assertThat(CorrelatedCommand.correlationId(buffer, OFFSET)).isEqualTo(9);
        assertThat(PublicationCommand.streamId(buffer, OFFSET)).isEqualTo(1001);
        assertThat(PublicationCommand.channel(buffer, OFFSET)).isEqualTo("aeron:ipc");
    }

    @Test
    @Conformance("SM-13")
    void addPublicationOfAnIpcChannelOccupiesFortyEightBytesOfTheRing() {
        UnsafeBuffer memory = new UnsafeBuffer(new byte[1024 + RingBufferDescriptor.TRAILER_LENGTH]);
        ManyToOneRingBuffer ring = new ManyToOneRingBuffer(memory);
        int length = PublicationCommand.write(buffer, OFFSET, 7, 9, 1001, "aeron:ipc");

        assertThat(ring.write(CommandType.ADD_PUBLICATION, buffer, OFFSET, length))
                .isTrue();

        assertThat(ring.size()).isEqualTo(48);
        assertThat(memory.getInt(0)).isEqualTo(41);
    }

    @Test
    void textThatIsNotAsciiIsWrittenAsQuestionMarks() {
        int length = PublicationCommand.write(buffer, OFFSET, 7, 9, 1001, "aé");

        assertBytes(length, PREFIX + "e9030000 02000000 613f");
    }

    @Test
    void addSubscriptionHasAnUnusedFieldBeforeTheStream() {
        int length = SubscriptionCommand.write(buffer, OFFSET, 7, 9, -2, "aeron:ipc");

        assertBytes(length, PREFIX + "ffffffffffffffff feffffff" + IPC);
        assertThat(length).isEqualTo(SubscriptionCommand.length("aeron:ipc"));
        assertThat(SubscriptionCommand.streamId(buffer, OFFSET)).isEqualTo(-2);
        assertThat(SubscriptionCommand.channel(buffer, OFFSET)).isEqualTo("aeron:ipc");
    }

    @Test
    @Conformance("SM-30")
    void removePublicationCarriesFlagsOrNot() {
        int length = RemoveCommand.write(buffer, OFFSET, 7, 9, 5, true);
        assertBytes(length, PREFIX + "0500000000000000 0100000000000000");
        assertThat(RemoveCommand.isRevoke(buffer, OFFSET, 32)).isTrue();
        assertThat(RemoveCommand.isRevoke(buffer, OFFSET, 24)).isFalse();

        length = RemoveCommand.write(buffer, OFFSET, 7, 9, 5, false);
        assertBytes(length, PREFIX + "0500000000000000 0000000000000000");
        assertThat(RemoveCommand.isRevoke(buffer, OFFSET, 32)).isFalse();

        for (int accepted : new int[] {24, 32, 40}) {
            assertThat(Commands.validate(CommandType.REMOVE_PUBLICATION, buffer, OFFSET, accepted))
                    .isNull();
        }
        for (int refused : new int[] {23, 25, 31}) {
            assertThat(Commands.validate(CommandType.REMOVE_PUBLICATION, buffer, OFFSET, refused))
                    .startsWith("command=2 too short");
        }
    }

    @Test
    void otherRemovalsHaveNoFlags() {
        int length = RemoveCommand.write(buffer, OFFSET, 7, 9, -5);

        assertBytes(length, PREFIX + "fbffffffffffffff");
        assertThat(RemoveCommand.registrationId(buffer, OFFSET)).isEqualTo(-5);
    }

    @Test
    void keepaliveAndCloseAreThePrefixAlone() {
        assertBytes(CorrelatedCommand.write(buffer, OFFSET, 7, 9), PREFIX);
        assertBytes(CorrelatedCommand.write(buffer, OFFSET, 7, -1), "0700000000000000 ffffffffffffffff");
    }

    @Test
    void destinationsNameTheirOwnerAndChannel() {
        int length = DestinationCommand.write(buffer, OFFSET, 7, 9, 5, "aeron:ipc");

        assertBytes(length, PREFIX + "0500000000000000" + IPC);
        assertThat(length).isEqualTo(DestinationCommand.length("aeron:ipc"));
        assertThat(DestinationCommand.registrationId(buffer, OFFSET)).isEqualTo(5);
        assertThat(DestinationCommand.channel(buffer, OFFSET)).isEqualTo("aeron:ipc");
    }

    @Test
    void aDestinationIsRemovedByTheIdWithWhichItWasAdded() {
        int length = RemoveDestinationByIdCommand.write(buffer, OFFSET, 7, 9, 5, 6);

        assertBytes(length, PREFIX + "0500000000000000 0600000000000000");
        assertThat(RemoveDestinationByIdCommand.publicationRegistrationId(buffer, OFFSET))
                .isEqualTo(5);
        assertThat(RemoveDestinationByIdCommand.destinationRegistrationId(buffer, OFFSET))
                .isEqualTo(6);
    }

    @Test
    void addCounterAlignsTheLabelAfterTheKey() {
        UnsafeBuffer key = new UnsafeBuffer(new byte[] {1, 2, 3, 4, 5});
        UnsafeBuffer label = new UnsafeBuffer("label".getBytes(StandardCharsets.US_ASCII));

        int length = CounterCommand.write(buffer, OFFSET, 7, 9, 1003, new CounterText(key, 0, 5, label, 0, 5));

        assertBytes(length, PREFIX + "eb030000 05000000 0102030405 000000 05000000 6c6162656c");
        assertThat(length).isEqualTo(CounterCommand.length(5, 5));
        assertThat(CounterCommand.typeId(buffer, OFFSET)).isEqualTo(1003);
        assertThat(HexBytes.hex(buffer, CounterCommand.keyOffset(OFFSET), CounterCommand.keyLength(buffer, OFFSET)))
                .isEqualTo("0102030405");
        assertThat(CounterCommand.label(buffer, OFFSET)).isEqualTo("label");
        assertThat(CounterCommand.labelOffset(buffer, OFFSET)).isEqualTo(OFFSET + 36);
        assertThat(CounterCommand.labelLength(buffer, OFFSET)).isEqualTo(5);
    }

    @Test
    void addStaticCounterNamesItsRegistrationFirst() {
        int length = StaticCounterCommand.write(buffer, OFFSET, 7, 9, 77, 1003, CounterText.ofLabel("ab"));

        assertBytes(length, PREFIX + "4d00000000000000 eb030000 00000000 02000000 6162");
        assertThat(StaticCounterCommand.registrationId(buffer, OFFSET)).isEqualTo(77);
        assertThat(StaticCounterCommand.typeId(buffer, OFFSET)).isEqualTo(1003);
        assertThat(StaticCounterCommand.keyLength(buffer, OFFSET)).isZero();
        assertThat(StaticCounterCommand.label(buffer, OFFSET)).isEqualTo("ab");
    }

    @Test
    @Conformance("SM-41")
    void rejectImageIsNeverShorterThanFortyBytes() {
        int shortest = RejectImageCommand.write(buffer, OFFSET, 7, 9, 5, 4096, "no");
        assertBytes(shortest, PREFIX + "0500000000000000 0010000000000000 02000000 6e6f 0000");
        assertThat(shortest).isEqualTo(40).isEqualTo(RejectImageCommand.length("no"));

        int longer = RejectImageCommand.write(buffer, OFFSET, 7, 9, 5, 4096, "never");
        assertBytes(longer, PREFIX + "0500000000000000 0010000000000000 05000000 6e65766572");
        assertThat(RejectImageCommand.imageCorrelationId(buffer, OFFSET)).isEqualTo(5);
        assertThat(RejectImageCommand.position(buffer, OFFSET)).isEqualTo(4096);
        assertThat(RejectImageCommand.reason(buffer, OFFSET)).isEqualTo("never");
    }

    @Test
    void terminateDriverCarriesATokenAtByteTwenty() {
        UnsafeBuffer token = new UnsafeBuffer(new byte[] {0, 1, 2, 3});

        int length = TerminateDriverCommand.write(buffer, OFFSET, 7, -1, token, 1, 3);

        assertBytes(length, "0700000000000000 ffffffffffffffff 03000000 010203");
        assertThat(TerminateDriverCommand.tokenOffset(OFFSET)).isEqualTo(OFFSET + 20);
        assertThat(TerminateDriverCommand.tokenLength(buffer, OFFSET)).isEqualTo(3);
    }

    @Test
    void nextSessionIdAsksForAStream() {
        int length = NextSessionIdCommand.write(buffer, OFFSET, 7, 9, 1001);

        assertBytes(length, PREFIX + "e9030000");
        assertThat(NextSessionIdCommand.streamId(buffer, OFFSET)).isEqualTo(1001);
    }

    @Test
    void anyCommandCanBePrinted() {
        int length = PublicationCommand.write(buffer, OFFSET, 7, 9, 1001, "aeron:ipc");

        assertThat(Commands.describe(CommandType.ADD_EXCLUSIVE_PUBLICATION, buffer, OFFSET, length))
                .isEqualTo("ADD_EXCLUSIVE_PUBLICATION client=7 correlation=9 stream=1001 channel=aeron:ipc");
        assertThat(Commands.describe(CommandType.ADD_PUBLICATION, buffer, OFFSET, 20))
                .startsWith("ADD_PUBLICATION malformed: command=1 too short");
        assertThat(Commands.describe(99, buffer, OFFSET, 20)).isEqualTo("COMMAND(99) malformed: command typeId=99");
    }

    /** The bytes, and that nothing was written before or after them. */
    private void assertBytes(int length, String hex) {
        assertThat(HexBytes.hex(buffer, OFFSET, length)).isEqualTo(HexBytes.packed(hex));
        assertThat(buffer.getByte(OFFSET - 1)).isEqualTo((byte) 0xEE);
        assertThat(buffer.getByte(OFFSET + length)).isEqualTo((byte) 0xEE);
        buffer.setMemory(OFFSET + length, 64, (byte) 0xEE);
    }
}
