package io.tradebus.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradebus.core.ConversionException;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private static final int OFFSET = 64;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final BusHeader header =
            new BusHeader().session("orders", 1001, -7).message(4096, 99, (byte) 0xC0, false, 4);

    @Test
    void itsPrefixIsLaidOutAsDocumented() {
        write(5);

        assertThat(buffer.getInt(OFFSET, ByteOrder.LITTLE_ENDIAN)).isEqualTo(1001);
        assertThat(buffer.getInt(OFFSET + 4, ByteOrder.LITTLE_ENDIAN)).isEqualTo(-7);
        assertThat(buffer.getLong(OFFSET + 8, ByteOrder.LITTLE_ENDIAN)).isEqualTo(4096);
        assertThat(buffer.getInt(OFFSET + 16, ByteOrder.LITTLE_ENDIAN)).isEqualTo(4);
        assertThat(buffer.getInt(OFFSET + 20, ByteOrder.LITTLE_ENDIAN)).isEqualTo(5);
        assertThat(buffer.getLong(OFFSET + 24, ByteOrder.LITTLE_ENDIAN)).isEqualTo(99);
        assertThat(DeadLetter.PREFIX_LENGTH).isEqualTo(32);
    }

    @Test
    void isReadAsItWasWritten() {
        write(5);

        DeadLetter letter = new DeadLetter().wrap(buffer, OFFSET, 32 + 5, header);

        assertThat(letter.toString())
                .isEqualTo("dead letter: stream=1001 session=-7 position=4096 attempts=4 length=5");
        assertThat(letter.reservedValue()).isEqualTo(99);
        assertThat(letter.buffer()).isSameAs(buffer);
        assertThat(letter.offset()).isEqualTo(OFFSET + 32);
    }

    @Test
    void refusesAMessageThatIsNone() {
        write(5);

        assertThatThrownBy(() -> new DeadLetter().wrap(buffer, OFFSET, 31, header))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("a message of 31 bytes is no dead letter");
        assertThatThrownBy(() -> new DeadLetter().wrap(buffer, OFFSET, 32 + 6, header))
                .isInstanceOf(ConversionException.class);
    }

    private void write(int length) {
        var failed = new BusMessage().wrap(new UnsafeBuffer(new byte[length]), 0, length, header);
        DeadLetter.writePrefix(buffer, OFFSET, failed, 4);
    }
}
