package io.tradebus.spring.core;

import io.tradebus.core.ConversionException;
import io.tradebus.spring.convert.BusConverter;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.EncodingBuffer;
import io.tradebus.spring.convert.Payload;
import io.tradebus.spring.convert.SbeEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Writes requests to a buffer of the thread that asks. */
final class RequestEncoder {
    private final BusConverters converters;

    RequestEncoder(BusConverters converters) {
        this.converters = converters;
    }

    /**
     * Writes a request at the begin of a buffer.
     *
     * @return its length in bytes
     * @throws ConversionException if it cannot be encoded
     */
    int encode(Object payload, EncodingBuffer buffer, SendBuffers mine) {
        int length = encode(payload, buffer.begin(), mine);
        buffer.written(length);
        return length;
    }

    private int encode(Object payload, ExpandableArrayBuffer buffer, SendBuffers mine) {
        if (payload instanceof MessageEncoderFlyweight encoder) {
            return encodeMessage(encoder, buffer, mine.encodingOf(encoder));
        } else if (Payload.of(payload.getClass()) == Payload.RAW) {
            return copy(payload, buffer);
        }
        return convert(payload, buffer);
    }

    /** The header, and what the caller wrote with the encoder. */
    private static int encodeMessage(
            MessageEncoderFlyweight encoder, ExpandableArrayBuffer buffer, SbeEncoding encoding) {
        if (encoder.buffer() == null) {
            throw new ConversionException(
                    "the encoder " + encoder.getClass().getName() + " was not wrapped over a buffer");
        }
        encoding.writeHeader(buffer, 0);
        int head = encoding.headerLength();
        buffer.putBytes(head, encoder.buffer(), encoder.offset(), encoder.encodedLength());
        return head + encoder.encodedLength();
    }

    private static int copy(Object payload, ExpandableArrayBuffer buffer) {
        if (payload instanceof DirectBuffer bytes) {
            buffer.putBytes(0, bytes, 0, bytes.capacity());
            return bytes.capacity();
        } else if (payload instanceof ByteBuffer bytes) {
            int length = bytes.remaining();
            buffer.putBytes(0, bytes, bytes.position(), length);
            return length;
        }
        byte[] bytes = payload instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) payload;
        buffer.putBytes(0, bytes);
        return bytes.length;
    }

    @SuppressWarnings("unchecked") // The class of an object is of the object's type.
    private int convert(Object payload, ExpandableArrayBuffer buffer) {
        var converter = (BusConverter<Object>) converters.converter(payload.getClass());
        return converter.encode(payload, buffer, 0);
    }
}
