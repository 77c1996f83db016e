package io.tradebus.spring.convert;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.agrona.DirectBuffer;

/**
 * Reads the standard header before each SBE message, through the header decoder that was generated beside the messages.
 * Holds that decoder, so it belongs to one thread. Allocates nothing.
 *
 * <p>A record, since the JVM compiles the handles in one into whoever has it as a constant.
 *
 * @param length of the header in bytes
 * @param wrapper points the decoder at a header
 * @param blockLengthGetter reads from the header pointed at, as the following do
 */
public record SbeHeader(
        int length,
        MethodHandle wrapper,
        MethodHandle blockLengthGetter,
        MethodHandle templateIdGetter,
        MethodHandle schemaIdGetter,
        MethodHandle versionGetter) {
    private static final MethodType GETTER = MethodType.methodType(int.class);
    private static final MethodType WRAP = MethodType.methodType(void.class, DirectBuffer.class, int.class);

    /** @param decoderType for which {@link SbeTypes#isDecoder} holds */
    public static SbeHeader of(Class<?> decoderType) {
        Object header = SbeTypes.newInstance(SbeTypes.neighbour(decoderType, "MessageHeaderDecoder"));
        return new SbeHeader(
                SbeTypes.constant(header.getClass(), "ENCODED_LENGTH"),
                SbeTypes.bound(header, "wrap", WRAP),
                SbeTypes.bound(header, "blockLength", GETTER),
                SbeTypes.bound(header, "templateId", GETTER),
                SbeTypes.bound(header, "schemaId", GETTER),
                SbeTypes.bound(header, "version", GETTER));
    }

    /** Points at the header of a message, which is at least {@link #length()} bytes long. */
    public void wrap(DirectBuffer buffer, int offset) throws Throwable {
        wrapper.invokeExact(buffer, offset);
    }

    /** Length in bytes of the message's fixed part. */
    public int blockLength() throws Throwable {
        return (int) blockLengthGetter.invokeExact();
    }

    public int templateId() throws Throwable {
        return (int) templateIdGetter.invokeExact();
    }

    public int schemaId() throws Throwable {
        return (int) schemaIdGetter.invokeExact();
    }

    /** Version of the schema with which the message was written. */
    public int version() throws Throwable {
        return (int) versionGetter.invokeExact();
    }

    /** One number for schema and template, which both have 16 bits. */
    public static int keyOf(int schemaId, int templateId) {
        return schemaId << Short.SIZE | templateId & 0xFFFF;
    }

    /** The schema in a number that {@link #keyOf(int, int)} made. */
    public static int schemaOf(int key) {
        return key >>> Short.SIZE;
    }

    /** The template in a number that {@link #keyOf(int, int)} made. */
    public static int templateOf(int key) {
        return key & 0xFFFF;
    }

    /** The number of the messages that a decoder reads. */
    public static int keyOf(Class<?> decoderType) {
        return keyOf(SbeTypes.constant(decoderType, "SCHEMA_ID"), SbeTypes.constant(decoderType, "TEMPLATE_ID"));
    }
}
