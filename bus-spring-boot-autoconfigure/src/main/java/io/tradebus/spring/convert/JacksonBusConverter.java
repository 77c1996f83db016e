package io.tradebus.spring.convert;

import io.tradebus.core.ConversionException;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.io.DirectBufferInputStream;
import org.springframework.core.Ordered;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** JSON by Jackson. Takes every type that has no encoding of its own, so it is asked last. Allocates. */
public final class JacksonBusConverter implements BusConverter<Object>, Ordered {
    private final JsonMapper mapper;

    public JacksonBusConverter(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public boolean supports(Class<?> type) {
        return Payload.of(type) == Payload.JSON && !type.isPrimitive() && type != Object.class;
    }

    @Override
    public int encodedLength(Object value) {
        return -1;
    }

    @Override
    public int encode(Object value, MutableDirectBuffer buffer, int offset) {
        try {
            byte[] json = mapper.writeValueAsBytes(value);
            buffer.putBytes(offset, json);
            return json.length;
        } catch (JacksonException e) {
            throw new ConversionException(
                    value.getClass().getName() + " cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public Object decode(DirectBuffer buffer, int offset, int length, Class<?> type) {
        try {
            return mapper.readValue(new DirectBufferInputStream(buffer, offset, length), type);
        } catch (JacksonException e) {
            throw new ConversionException(
                    "a message of " + length + " bytes is not JSON of a " + type.getName() + ": "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
