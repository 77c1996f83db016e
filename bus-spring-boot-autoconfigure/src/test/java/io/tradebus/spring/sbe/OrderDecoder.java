package io.tradebus.spring.sbe;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/** An order: id and quantity. */
public final class OrderDecoder implements MessageDecoderFlyweight {
    public static final int BLOCK_LENGTH = 16;
    public static final int TEMPLATE_ID = 1;
    public static final int SCHEMA_ID = 7;
    public static final int SCHEMA_VERSION = 0;

    private DirectBuffer buffer = new UnsafeBuffer(0, 0);
    private int offset;
    private int limit;

    @Override
    public OrderDecoder wrap(DirectBuffer buffer, int offset, int actingBlockLength, int actingVersion) {
        this.buffer = buffer;
        this.offset = offset;
        limit(offset + actingBlockLength);
        return this;
    }

    public long id() {
        return buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
    }

    public long quantity() {
        return buffer.getLong(offset + 8, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public StringBuilder appendTo(StringBuilder builder) {
        return builder.append("order ").append(id());
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
    public DirectBuffer buffer() {
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
