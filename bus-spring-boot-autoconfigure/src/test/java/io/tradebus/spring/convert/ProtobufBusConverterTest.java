package io.tradebus.spring.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.UninterpretedOption.NamePart;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.ConversionException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProtobufBusConverterTest {
    private static final Timestamp TIMESTAMP =
            Timestamp.newBuilder().setSeconds(1_700_000_000).setNanos(5).build();

    private final ProtobufBusConverter converter = new ProtobufBusConverter();

    static List<MutableDirectBuffer> buffers() {
        return List.of(
                new UnsafeBuffer(ByteBuffer.allocateDirect(256), 64, 128),
                new UnsafeBuffer(ByteBuffer.allocate(256), 64, 128),
                new UnsafeBuffer(new byte[256], 64, 128),
                new ExpandableArrayBuffer(16));
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void writesExactlyItsLengthAndReadsItBack(MutableDirectBuffer buffer) {
        int length = converter.encodedLength(TIMESTAMP);
        buffer.setMemory(0, 64, (byte) 7);

        assertThat(converter.encode(TIMESTAMP, buffer, 24)).isEqualTo(length);

        assertThat(buffer.getByte(23)).isEqualTo((byte) 7);
        assertThat(buffer.getByte(24 + length)).isEqualTo((byte) 7);
        assertThat(converter.decode(buffer, 24, length, Timestamp.class)).isEqualTo(TIMESTAMP);
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void keepsNothingOfTheBufferItReads(MutableDirectBuffer buffer) {
        StringValue text = StringValue.of("a text that is not kept in the log");
        int length = converter.encode(text, buffer, 0);

        MessageLite read = converter.decode(buffer, 0, length, StringValue.class);
        buffer.setMemory(0, length, (byte) 0);

        assertThat(read).isEqualTo(text);
    }

    @Test
    void growsABufferThatIsTooShort() {
        var scratch = new ExpandableArrayBuffer(16);
        StringValue text = StringValue.of("x".repeat(10_000));

        int length = converter.encode(text, scratch, 0);

        assertThat(converter.decode(scratch, 0, length, StringValue.class)).isEqualTo(text);
    }

    @Test
    void saysWhatCannotBeRead() {
        var buffer = new UnsafeBuffer(new byte[] {10, 100});

        assertThatThrownBy(() -> converter.decode(buffer, 0, 2, StringValue.class))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("a message of 2 bytes is not a com.google.protobuf.StringValue");
    }

    @Test
    void refusesAMessageWithoutItsRequiredFields() {
        NamePart incomplete = NamePart.newBuilder().buildPartial();

        assertThatThrownBy(() -> converter.encode(incomplete, new ExpandableArrayBuffer(), 0))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("required fields");
    }

    @Test
    void refusesMemoryThatTheLibraryCannotUse() {
        var memory = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
        var plain = new UnsafeBuffer(memory.addressOffset(), 64);

        assertThatThrownBy(() -> converter.encode(TIMESTAMP, plain, 0))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("plain memory");
        assertThat(memory.capacity()).isEqualTo(64);
    }

    @Test
    void takesGeneratedMessagesOnly() {
        assertThat(converter.supports(Timestamp.class)).isTrue();
        assertThat(converter.supports(Message.class)).isFalse();
        assertThat(converter.supports(String.class)).isFalse();
        assertThatThrownBy(() -> converter.decode(new UnsafeBuffer(new byte[1]), 0, 0, abstractMessage()))
                .isInstanceOf(BusConfigurationException.class)
                .hasMessageContaining("getDefaultInstance()");
    }

    @Test
    void isRecognisedByTheTypeOfAMessage() {
        assertThat(Payload.of(Timestamp.class)).isEqualTo(Payload.PROTOBUF);
        assertThat(Payload.of(MessageLite.class)).isEqualTo(Payload.PROTOBUF);
        assertThat(Payload.of(Stream.class)).isEqualTo(Payload.JSON);
        assertThat(Payload.PROTOBUF.accepts(Timestamp.class)).isTrue();
        assertThat(Payload.PROTOBUF.accepts(byte[].class)).isTrue();
        assertThat(Payload.JSON.accepts(Timestamp.class)).isFalse();
        assertThat(Payload.PROTOBUF.accepts(Stream.class)).isFalse();
    }

    private static Class<? extends MessageLite> abstractMessage() {
        return com.google.protobuf.AbstractMessage.class;
    }
}
