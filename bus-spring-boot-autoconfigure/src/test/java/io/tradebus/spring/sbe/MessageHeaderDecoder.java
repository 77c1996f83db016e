package io.tradebus.spring.sbe;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The standard header: block length, template id, schema id, version. */
public final class MessageHeaderDecoder {
    public static final int ENCODED_LENGTH = 8;

    private DirectBuffer buffer = new UnsafeBuffer(0, 0);
    private int offset;

    public MessageHeaderDecoder wrap(DirectBuffer buffer, int offset) {
        this.buffer = buffer;
        this.offset = offset;
        return this;
    }

    public int blockLength() {
        return field(0);
    }

    public int templateId() {
        return field(2);
    }

    public int schemaId() {
        return field(4);
    }

    public int version() {
        return field(6);
    }

    private int field(int at) {
        return buffer.getShort(offset + at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
