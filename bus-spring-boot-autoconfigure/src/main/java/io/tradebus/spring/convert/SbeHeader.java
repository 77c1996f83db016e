package io.tradebus.spring.convert;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.agrona.DirectBuffer;

/**
 * Reads the standard header before each SBE message, through the header decoder that was generated beside the messages.
 * Holds that decoder, so it belongs to one thread. Allocates nothing.
 */
public final class SbeHeader {
    private static final MethodType GETTER = MethodType.methodType(int.class);
    private static final MethodType WRAP = MethodType.methodType(void.class, DirectBuffer.class, int.class);

    private final int length;
    private final MethodHandle wrap;
    private final MethodHandle blockLength;
    private final MethodHandle templateId;
    private final MethodHandle schemaId;
    private final MethodHandle version;

    /** @param decoderType for which {@link SbeTypes#isDecoder} holds */
    public SbeHeader(Class<?> decoderType) {
        Object header = SbeTypes.newInstance(SbeTypes.neighbour(decoderType, "MessageHeaderDecoder"));
        length = SbeTypes.constant(header.getClass(), "ENCODED_LENGTH");
        wrap = SbeTypes.bound(header, "wrap", WRAP);
        blockLength = SbeTypes.bound(header, "blockLength", GETTER);
        templateId = SbeTypes.bound(header, "templateId", GETTER);
        schemaId = SbeTypes.bound(header, "schemaId", GETTER);
        version = SbeTypes.bound(header, "version", GETTER);
    }

    /** Length of the header in bytes. */
    public int length() {
        return length;
    }

    /** Points at the header of a message, which is at least {@link #length()} bytes long. */
    public void wrap(DirectBuffer buffer, int offset) throws Throwable {
        wrap.invokeExact(buffer, offset);
    }

    /** Length in bytes of the message's fixed part. */
    public int blockLength() throws Throwable {
        return (int) blockLength.invokeExact();
    }

    public int templateId() throws Throwable {
        return (int) templateId.invokeExact();
    }

    public int schemaId() throws Throwable {
        return (int) schemaId.invokeExact();
    }

    /** Version of the schema with which the message was written. */
    public int version() throws Throwable {
        return (int) version.invokeExact();
    }

    /** One number for schema and template, which both have 16 bits. */
    public static int keyOf(int schemaId, int templateId) {
        return schemaId << Short.SIZE | templateId & 0xFFFF;
    }

    /** The number of the messages that a decoder reads. */
    public static int keyOf(Class<?> decoderType) {
        return keyOf(SbeTypes.constant(decoderType, "SCHEMA_ID"), SbeTypes.constant(decoderType, "TEMPLATE_ID"));
    }
}
