package io.tradebus.spring.convert;

import io.tradebus.core.BusConfigurationException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads the standard header before each SBE message, through the header decoder that was generated beside the messages.
 * Holds that decoder, so it belongs to one thread. Allocates nothing.
 *
 * <p>A record, since the JVM compiles the handles in one into whoever has it as a constant.
 *
 * @param length of the header in bytes
 * @param isStandard whether its fields are the usual ones in the usual order, so that {@link #fields} may be asked
 * @param wrapper points the decoder at a header
 * @param blockLengthGetter reads from the header pointed at, as the following do
 */
public record SbeHeader(
        int length,
        boolean isStandard,
        MethodHandle wrapper,
        MethodHandle blockLengthGetter,
        MethodHandle templateIdGetter,
        MethodHandle schemaIdGetter,
        MethodHandle versionGetter) {
    private static final long SAMPLE = 0x8877_6655_4433_2211L;
    private static final MethodType GETTER = MethodType.methodType(int.class);
    private static final MethodType WRAP = MethodType.methodType(void.class, DirectBuffer.class, int.class);

    /** @param decoderType for which {@link SbeTypes#isDecoder} holds */
    public static SbeHeader of(Class<?> decoderType) {
        Object decoder = SbeTypes.newInstance(SbeTypes.neighbour(decoderType, "MessageHeaderDecoder"));
        SbeHeader header = of(decoder, false);
        return header.readsAsStandard() ? of(decoder, true) : header;
    }

    private static SbeHeader of(Object header, boolean isStandard) {
        return new SbeHeader(
                SbeTypes.constant(header.getClass(), "ENCODED_LENGTH"),
                isStandard,
                SbeTypes.bound(header, "wrap", WRAP),
                SbeTypes.bound(header, "blockLength", GETTER),
                SbeTypes.bound(header, "templateId", GETTER),
                SbeTypes.bound(header, "schemaId", GETTER),
                SbeTypes.bound(header, "version", GETTER));
    }

    /** Whether the decoder finds the fields of a header where the standard has them: each in 16 bits, the lowest first. */
    private boolean readsAsStandard() {
        if (length != Long.BYTES) {
            return false;
        }
        var sample = new UnsafeBuffer(new byte[Long.BYTES]);
        sample.putLong(0, SAMPLE, ByteOrder.LITTLE_ENDIAN);
        try {
            wrap(sample, 0);
            return blockLength() == blockLength(SAMPLE)
                    && templateId() == templateId(SAMPLE)
                    && schemaId() == schemaId(SAMPLE)
                    && version() == version(SAMPLE);
        } catch (Throwable e) {
            throw new BusConfigurationException("the SBE header cannot be read by its decoder", e);
        }
    }

    /** All fields of a standard header at once; {@link #blockLength(long)} and the like take them apart. */
    public static long fields(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
    }

    /** Length in bytes of the message's fixed part. */
    public static int blockLength(long fields) {
        return (int) fields & 0xFFFF;
    }

    public static int templateId(long fields) {
        return (int) (fields >>> 16) & 0xFFFF;
    }

    public static int schemaId(long fields) {
        return (int) (fields >>> 32) & 0xFFFF;
    }

    /** Version of the schema with which the message was written. */
    public static int version(long fields) {
        return (int) (fields >>> 48);
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
