package io.tradebus.spring.core;

import io.tradebus.core.ConversionException;
import io.tradebus.core.MessageTooLargeException;
import io.tradebus.core.runtime.BusClaim;
import io.tradebus.core.runtime.BusPublisher;
import io.tradebus.spring.convert.BusConverters;
import io.tradebus.spring.convert.Payload;
import io.tradebus.spring.convert.SbeEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Appends once, each kind of payload in its way, so that offering again and waiting are written once for all. */
final class Appends {
    private final BusRuntimeLifecycle lifecycle;
    private final BusStreams streams;
    private final BusConverters converters;

    /** Appends one kind of payload. */
    @FunctionalInterface
    interface Append<T> {
        /** @return position in bytes, or a negative code of the publisher */
        long once(BusPublisher publisher, T payload, SendBuffers mine);

        /** For one payload that is offered until there is room: does once what need not be done each time. */
        default Append<T> repeated(BusPublisher publisher, T payload) {
            return this;
        }

        /** Called when it will not be used any more, with the buffers it had. */
        default void end(SendBuffers mine) {}
    }

    Appends(BusRuntimeLifecycle lifecycle, BusStreams streams, BusConverters converters) {
        this.lifecycle = lifecycle;
        this.streams = streams;
        this.converters = converters;
    }

    BusConverters converters() {
        return converters;
    }

    /**
     * How an object is appended to a stream.
     *
     * @throws ConversionException if the stream does not carry such objects
     */
    Append<Object> of(String stream, Object payload) {
        if (payload == null) {
            throw new NullPointerException("there is no payload for stream '" + stream + "': it is null");
        }
        requirePayload(stream, payload.getClass());
        if (payload instanceof MessageEncoderFlyweight) {
            return this::appendEncoded;
        } else if (Payload.of(payload.getClass()) == Payload.RAW) {
            return this::appendRaw;
        }
        return new ConvertedAppend(lifecycle, converters);
    }

    private long appendRaw(BusPublisher publisher, Object payload, SendBuffers mine) {
        if (payload instanceof DirectBuffer buffer) {
            return append(publisher, buffer, 0, buffer.capacity());
        } else if (payload instanceof byte[] bytes) {
            mine.view.wrap(bytes);
        } else if (payload instanceof ByteBuffer buffer) {
            mine.view.wrap(buffer, buffer.position(), buffer.remaining());
        } else {
            mine.view.wrap(((String) payload).getBytes(StandardCharsets.UTF_8));
        }
        long result = append(publisher, mine.view, 0, mine.view.capacity());
        mine.view.wrap(0, 0);
        return result;
    }

    /** The header in front of what the caller wrote with the encoder. */
    private long appendEncoded(BusPublisher publisher, Object payload, SendBuffers mine) {
        var encoder = (MessageEncoderFlyweight) payload;
        if (encoder.buffer() == null) {
            throw new ConversionException(
                    "the encoder " + encoder.getClass().getName() + " was not wrapped over a buffer");
        }
        SbeEncoding encoding = mine.encodingOf(encoder);
        encoding.writeHeader(mine.header, 0);
        int head = encoding.headerLength();
        MutableDirectBuffer body = encoder.buffer();
        try {
            return publisher.offer(mine.header, 0, head, body, encoder.offset(), encoder.encodedLength());
        } catch (IllegalArgumentException e) {
            throw explained(e, publisher, head + encoder.encodedLength());
        }
    }

    /** @throws ConversionException if the stream does not carry objects of this type */
    void requirePayload(String stream, Class<?> type) {
        Payload payload = streams.get(stream).payload();
        if (!payload.accepts(type)) {
            throw new ConversionException("stream '" + stream + "' carries " + payload + " (bus.streams." + stream
                    + ".payload), but " + type.getName() + " is " + Payload.of(type));
        }
    }

    /** Appends bytes as they are. */
    static long append(BusPublisher publisher, DirectBuffer buffer, int offset, int length) {
        try {
            return publisher.offer(buffer, offset, length);
        } catch (IllegalArgumentException e) {
            throw explained(e, publisher, length);
        }
    }

    /** Claims room for bytes. */
    static long claim(BusPublisher publisher, int length, BusClaim claim) {
        try {
            return publisher.tryClaim(length, claim);
        } catch (IllegalArgumentException e) {
            String property = "bus.streams." + publisher.stream() + ".mtu";
            throw length > publisher.maxPayloadLength()
                    ? new MessageTooLargeException(publisher.stream(), length, publisher.maxPayloadLength(), property)
                    : e;
        }
    }

    /** The length is looked at only when the append was refused, so that the common case pays nothing. */
    private static RuntimeException explained(IllegalArgumentException e, BusPublisher publisher, int length) {
        String property = "bus.streams." + publisher.stream() + ".term-length";
        return length > publisher.maxMessageLength()
                ? new MessageTooLargeException(publisher.stream(), length, publisher.maxMessageLength(), property)
                : e;
    }
}
