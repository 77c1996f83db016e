package io.tradebus.spring.convert;

import io.tradebus.core.ConversionException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.agrona.DirectBuffer;

/**
 * Wraps one decoder over messages that begin with the standard SBE header. Nothing is copied and nothing allocated.
 * Holds the decoder, so it belongs to one thread.
 *
 * <p>A record, since the JVM compiles the handles in one into whoever has it as a constant.
 *
 * @param decoder the flyweight
 * @param schemaId of the messages it reads
 * @param templateId of the messages it reads
 * @param header reads what is before a message
 * @param wrapper points the decoder at a message
 */
public record SbeDecoding(Object decoder, int schemaId, int templateId, SbeHeader header, MethodHandle wrapper) {
    private static final MethodType WRAP =
            MethodType.methodType(void.class, DirectBuffer.class, int.class, int.class, int.class);

    /** @param decoderType for which {@link SbeTypes#isDecoder} holds */
    public static SbeDecoding of(Class<?> decoderType) {
        Object decoder = SbeTypes.newInstance(decoderType);
        return new SbeDecoding(
                decoder,
                SbeTypes.constant(decoderType, "SCHEMA_ID"),
                SbeTypes.constant(decoderType, "TEMPLATE_ID"),
                SbeHeader.of(decoderType),
                SbeTypes.bound(decoder, "wrap", WRAP));
    }

    /**
     * Wraps the decoder over a message and returns it; it is valid until the next call.
     *
     * @throws ConversionException if the message is of another schema or template, or too short
     */
    public Object wrap(DirectBuffer buffer, int offset, int length) throws Throwable {
        int headerLength = header.length();
        if (length < headerLength) {
            throw tooShort(length, headerLength);
        }
        return header.isStandard()
                ? wrapStandard(buffer, offset, length, SbeHeader.fields(buffer, offset))
                : wrapOther(buffer, offset, length);
    }

    private Object wrapStandard(DirectBuffer buffer, int offset, int length, long fields) throws Throwable {
        return wrap(
                buffer,
                offset,
                length,
                SbeHeader.schemaId(fields),
                SbeHeader.templateId(fields),
                SbeHeader.blockLength(fields),
                SbeHeader.version(fields));
    }

    private Object wrapOther(DirectBuffer buffer, int offset, int length) throws Throwable {
        header.wrap(buffer, offset);
        return wrap(
                buffer, offset, length, header.schemaId(), header.templateId(), header.blockLength(), header.version());
    }

    private Object wrap(DirectBuffer buffer, int offset, int length, int schema, int template, int block, int version)
            throws Throwable {
        if (schema != schemaId || template != templateId) {
            throw mismatch(schema, template);
        }
        int headerLength = header.length();
        if (length < headerLength + block) {
            throw tooShort(length, headerLength + block);
        }
        wrapper.invokeExact(buffer, offset + headerLength, block, version);
        return decoder;
    }

    private ConversionException tooShort(int length, int needed) {
        return new ConversionException("a message of " + length + " bytes is too short for "
                + decoder.getClass().getName() + ", which needs " + needed + " with its header");
    }

    private ConversionException mismatch(int schema, int template) {
        return new ConversionException("expected schema " + schemaId + " template " + templateId + " for "
                + decoder.getClass().getName() + ", but the message is of schema " + schema + " template " + template);
    }
}
