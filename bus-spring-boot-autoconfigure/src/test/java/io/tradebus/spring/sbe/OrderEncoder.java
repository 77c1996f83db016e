package io.tradebus.spring.sbe;

import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Writes an order. */
public class OrderEncoder implements MessageEncoderFlyweight {
    public static final int BLOCK_LENGTH = 16;
    public static final int TEMPLATE_ID = 1;
    public static final int SCHEMA_ID = 7;
    public static final int SCHEMA_VERSION = 0;

    private MutableDirectBuffer buffer = new UnsafeBuffer(0, 0);
    private int offset;
    private int limit;

    @Override
    public OrderEncoder wrap(MutableDirectBuffer buffer, int offset) {
        this.buffer = buffer;
        this.offset = offset;
        limit(offset + BLOCK_LENGTH);
        return this;
    }

    public OrderEncoder id(long value) {
        buffer.putLong(offset, value, ByteOrder.LITTLE_ENDIAN);
        return this;
    }

    public OrderEncoder quantity(long value) {
        buffer.putLong(offset + 8, value, ByteOrder.LITTLE_ENDIAN);
        return this;
    }

    @Override
    public int sbeBlockLength() {
        return BLOCK_LENGTH;
    }

    @Override
    public int sbeTemplateId() {
        return TEMPLATE_ID;
    }

    @Override
    public String sbeSemanticType() {
        return "";
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public void limit(int limit) {
        this.limit = limit;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int encodedLength() {
        return limit - offset;
    }

    @Override
    public int sbeSchemaId() {
        return SCHEMA_ID;
    }

    @Override
    public int sbeSchemaVersion() {
        return SCHEMA_VERSION;
    }
}
