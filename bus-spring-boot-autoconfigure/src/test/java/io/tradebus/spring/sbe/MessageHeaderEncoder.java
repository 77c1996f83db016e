package io.tradebus.spring.sbe;

import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes the standard header. */
public final class MessageHeaderEncoder {
    public static final int ENCODED_LENGTH = 8;

    private MutableDirectBuffer buffer = new UnsafeBuffer(0, 0);
    private int offset;

    public MessageHeaderEncoder wrap(MutableDirectBuffer buffer, int offset) {
        this.buffer = buffer;
        this.offset = offset;
        return this;
    }

    public MessageHeaderEncoder blockLength(int value) {
        return field(0, value);
    }

    public MessageHeaderEncoder templateId(int value) {
        return field(2, value);
    }

    public MessageHeaderEncoder schemaId(int value) {
        return field(4, value);
    }

    public MessageHeaderEncoder version(int value) {
        return field(6, value);
    }

    private MessageHeaderEncoder field(int at, int value) {
        buffer.putShort(offset + at, (short) value, ByteOrder.LITTLE_ENDIAN);
        return this;
    }
}
