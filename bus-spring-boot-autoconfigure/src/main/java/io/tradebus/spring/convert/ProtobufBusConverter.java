package io.tradebus.spring.convert;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.tradebus.core.BusConfigurationException;
import io.tradebus.core.ConversionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Messages of Protocol Buffers. Their exact length is known before they are written, so they are written straight into the
 * log and read from it without a copy in between. Allocates the message that is read, and a small view for each message.
 */
public final class ProtobufBusConverter implements BusConverter<MessageLite> {
    private static final ClassValue<Parser<? extends MessageLite>> PARSERS = new ClassValue<>() {
        @Override
        protected Parser<? extends MessageLite> computeValue(Class<?> type) {
            return parser(type);
        }
    };

    /** Generated messages only: the interfaces of the library cannot be read into. */
    @Override
    public boolean supports(Class<?> type) {
        return MessageLite.class.isAssignableFrom(type) && !type.isInterface();
    }

    @Override
    public int encodedLength(MessageLite value) {
        return value.getSerializedSize();
    }

    @Override
    public int encode(MessageLite value, MutableDirectBuffer buffer, int offset) {
        if (!value.isInitialized()) {
            throw new ConversionException(
                    value.getClass().getName() + " has required fields that are not set; nobody could read it");
        }
        int length = value.getSerializedSize();
        // A buffer that grows does so now; it may then be another array.
        buffer.checkLimit(offset + length);
        byte[] array = buffer.byteArray();
        try {
            CodedOutputStream out = array == null
                    ? CodedOutputStream.newInstance(view(buffer, offset, length))
                    : CodedOutputStream.newInstance(array, buffer.wrapAdjustment() + offset, length);
            value.writeTo(out);
            out.flush();
            out.checkNoSpaceLeft();
            return length;
        } catch (IOException | IllegalStateException e) {
            throw new ConversionException(value.getClass().getName() + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public MessageLite decode(DirectBuffer buffer, int offset, int length, Class<? extends MessageLite> type) {
        try {
            byte[] array = buffer.byteArray();
            Parser<? extends MessageLite> parser = PARSERS.get(type);
            return array == null
                    ? parser.parseFrom(view(buffer, offset, length))
                    : parser.parseFrom(array, buffer.wrapAdjustment() + offset, length);
        } catch (InvalidProtocolBufferException e) {
            throw new ConversionException(
                    "a message of " + length + " bytes is not a " + type.getName() + ": " + e.getMessage(), e);
        }
    }

    /** The range as the library takes it; nothing is copied, and nothing of it is kept by what is read from it. */
    private static ByteBuffer view(DirectBuffer buffer, int offset, int length) {
        ByteBuffer bytes = buffer.byteBuffer();
        if (bytes == null) {
            throw new ConversionException(
                    buffer + " is over plain memory, which Protocol Buffers do not read or write");
        }
        int begin = buffer.wrapAdjustment() + offset;
        return bytes.duplicate().limit(begin + length).position(begin);
    }

    private static Parser<? extends MessageLite> parser(Class<?> type) {
        try {
            Object message = type.getMethod("getDefaultInstance").invoke(null);
            return ((MessageLite) message).getParserForType();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new BusConfigurationException(
                    type.getName() + " is not a generated message of Protocol Buffers: it has no static method "
                            + "getDefaultInstance()",
                    e);
        }
    }
}
