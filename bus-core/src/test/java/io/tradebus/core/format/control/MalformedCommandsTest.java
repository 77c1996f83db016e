package io.tradebus.core.format.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.support.Conformance;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What other processes may put into the command ring, by fault or by intent. */
class MalformedCommandsTest {
    private static final int RANDOM_COMMANDS = 100_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);

    @Test
    void everyCommandHasALengthBelowWhichItIsRefused() {
        int[] minLengths = {24, 24, 24, 32, 24, 16, 28, 28, 28, 24, 16, 28, 28, 20, 36, 36, 32, 20};

        for (int typeId = CommandType.MIN_ID; typeId <= CommandType.MAX_ID; typeId++) {
            int minLength = minLengths[typeId - 1];
            assertThat(Commands.validate(typeId, buffer, 0, minLength)).isNull();
            assertThat(Commands.validate(typeId, buffer, 0, minLength - 1))
                    .startsWith("command=" + typeId + " too short");
            assertThat(Commands.validate(typeId, buffer, 0, 0)).startsWith("command=" + typeId + " too short");
        }
    }

    @Test
    @Conformance("SM-37")
    void trailingBytesAreAccepted() {
        for (int typeId = CommandType.MIN_ID; typeId <= CommandType.MAX_ID; typeId++) {
            assertThat(Commands.validate(typeId, buffer, 0, 48)).isNull();
        }
    }

    @Test
    void aTypeThatIsNotKnownIsSaid() {
        assertThat(Commands.validate(0, buffer, 0, 100)).isEqualTo("command typeId=0");
        assertThat(Commands.validate(19, buffer, 0, 100)).isEqualTo("command typeId=19");
    }

    @Test
    void lengthsThatLeadOutOfTheMessageAreRefused() {
        for (int hostile : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - 3, 14}) {
            PublicationCommand.write(buffer, 0, 7, 9, 1, "0123456789");
            buffer.putInt(20, hostile);
            assertThat(Commands.validate(CommandType.ADD_PUBLICATION, buffer, 0, 37))
                    .contains("length of channel");

            CounterCommand.write(buffer, 0, 7, 9, 1, CounterText.ofLabel("0123456789"));
            buffer.putInt(20, hostile);
            assertThat(Commands.validate(CommandType.ADD_COUNTER, buffer, 0, 38))
                    .isNotNull();
            buffer.putInt(20, 0);
            buffer.putInt(24, hostile);
            assertThat(Commands.validate(CommandType.ADD_COUNTER, buffer, 0, 38))
                    .contains("length of label");
        }
    }

    @Test
    void theQuirksOfTheCClientAreAccepted() {
        UnsafeBuffer reject =
                HexBytes.bytes("00".repeat(16) + "0500000000000000 0010000000000000 02000000 6e6f" + "00".repeat(5));
        assertThat(reject.capacity()).isEqualTo(41 + 2);
        assertThat(Commands.validate(CommandType.REJECT_IMAGE, reject, 0, 43)).isNull();
        assertThat(RejectImageCommand.reason(reject, 0)).isEqualTo("no");

        UnsafeBuffer shortReject = HexBytes.bytes("00".repeat(32) + "02000000 6e6f");
        assertThat(Commands.validate(CommandType.REJECT_IMAGE, shortReject, 0, 38))
                .isNull();
    }

    @Test
    void randomBytesNeitherThrowNorLeadOutOfTheMessage() {
        Random random = new Random(20260101);
        int accepted = 0;
        for (int i = 0; i < RANDOM_COMMANDS; i++) {
            byte[] bytes = new byte[random.nextInt(96)];
            random.nextBytes(bytes);
            // A buffer of exactly the message's length: its bounds checks find every read outside.
            UnsafeBuffer message = new UnsafeBuffer(bytes);
            smallLengths(random, message);
            int typeId = 1 + random.nextInt(CommandType.MAX_ID);
            if (Commands.validate(typeId, message, 0, bytes.length) == null) {
                accepted++;
                assertThat(Commands.describe(typeId, message, 0, bytes.length)).doesNotContain("malformed");
            }
            int eventTypeId = EventType.MIN_ID + random.nextInt(13);
            if (Events.validate(eventTypeId, message, 0, bytes.length) == null) {
                assertThat(Events.describe(eventTypeId, message, 0, bytes.length))
                        .doesNotContain("malformed");
            }
        }
        assertThat(accepted).isGreaterThan(RANDOM_COMMANDS / 20);
    }

    /** Makes about half of the fields that may be lengths small, so that deeper checks are reached too. */
    private static void smallLengths(Random random, UnsafeBuffer message) {
        for (int field = 16; field + 4 <= message.capacity(); field += 4) {
            if (random.nextBoolean()) {
                message.putInt(field, random.nextInt(24) - 2);
            }
        }
    }
}
