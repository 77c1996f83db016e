package io.tradebus.spring.sbe;

import org.agrona.DirectBuffer;

/** A cancellation, as generated without interfaces: recognised by its constants. */
public final class CancelDecoder {
    public static final int BLOCK_LENGTH = 8;
    public static final int TEMPLATE_ID = 2;
    public static final int SCHEMA_ID = 7;
    public static final int SCHEMA_VERSION = 1;

    private DirectBuffer buffer;
    private int offset;

    public CancelDecoder wrap(DirectBuffer buffer, int offset, int actingBlockLength, int actingVersion) {
        this.buffer = buffer;
        this.offset = offset;
        return this;
    }

    public long id() {
        return buffer.getLong(offset);
    }
}
