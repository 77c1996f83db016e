package io.tradebus.spring.convert;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.agrona.MutableDirectBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Writes the standard SBE header for one type of encoder and knows how long its messages are. Holds a header encoder,
 * so it belongs to one thread.
 */
public final class SbeEncoding {
    private static final MethodType WRAP_HEADER =
            MethodType.methodType(void.class, MutableDirectBuffer.class, int.class);
    private static final MethodType SETTER = MethodType.methodType(void.class, int.class);

    private final Class<?> encoderType;
    private final int headerLength;
    private final int blockLength;
    private final boolean isFixedLength;
    private final int templateId;
    private final int schemaId;
    private final int schemaVersion;
    private final MethodHandle wrapHeader;
    private final MethodHandle setBlockLength;
    private final MethodHandle setTemplateId;
    private final MethodHandle setSchemaId;
    private final MethodHandle setVersion;

    public SbeEncoding(Class<? extends MessageEncoderFlyweight> encoderType) {
        this.encoderType = encoderType;
        blockLength = SbeTypes.constant(encoderType, "BLOCK_LENGTH");
        templateId = SbeTypes.constant(encoderType, "TEMPLATE_ID");
        schemaId = SbeTypes.constant(encoderType, "SCHEMA_ID");
        schemaVersion = SbeTypes.constant(encoderType, "SCHEMA_VERSION");
        isFixedLength = hasOnlyItsBlock(encoderType);

        Object header = SbeTypes.newInstance(SbeTypes.neighbour(encoderType, "MessageHeaderEncoder"));
        headerLength = SbeTypes.constant(header.getClass(), "ENCODED_LENGTH");
        wrapHeader = SbeTypes.bound(header, "wrap", WRAP_HEADER);
        setBlockLength = SbeTypes.bound(header, "blockLength", SETTER);
        setTemplateId = SbeTypes.bound(header, "templateId", SETTER);
        setSchemaId = SbeTypes.bound(header, "schemaId", SETTER);
        setVersion = SbeTypes.bound(header, "version", SETTER);
    }

    /** Length in bytes of the header before each message. */
    public int headerLength() {
        return headerLength;
    }

    /** Length in bytes of a message without groups and variable data, header included. */
    public int fixedLength() {
        return headerLength + blockLength;
    }

    /** Whether messages have neither groups nor variable data, so that all are {@link #fixedLength()} long. */
    public boolean isFixedLength() {
        return isFixedLength;
    }

    /** Writes the header and wraps the encoder behind it. */
    public void begin(MessageEncoderFlyweight encoder, MutableDirectBuffer buffer, int offset) {
        writeHeader(buffer, offset);
        encoder.wrap(buffer, offset + headerLength);
    }

    /** Writes the header alone, for a body that lies elsewhere. */
    public void writeHeader(MutableDirectBuffer buffer, int offset) {
        try {
            wrapHeader.invokeExact(buffer, offset);
            setBlockLength.invokeExact(blockLength);
            setTemplateId.invokeExact(templateId);
            setSchemaId.invokeExact(schemaId);
            setVersion.invokeExact(schemaVersion);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the message header of " + encoderType.getName() + " threw", e);
        }
    }

    /**
     * A group is generated as a member class, variable data as a static {@code <field>HeaderLength}. In doubt a message
     * counts as variable, which costs a copy and nothing else.
     */
    private static boolean hasOnlyItsBlock(Class<?> encoderType) {
        if (encoderType.getDeclaredClasses().length > 0) {
            return false;
        }
        for (Method method : encoderType.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) && method.getName().endsWith("HeaderLength")) {
                return false;
            }
        }
        return true;
    }
}
