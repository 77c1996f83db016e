package io.tradebus.spring.sbe;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a message with variable data behind its block. */
public final class NoteEncoder extends OrderEncoder {
    public static final int TEMPLATE_ID = 2;

    /** What generators write for variable data: the length of its length. */
    public static int textHeaderLength() {
        return 2;
    }

    public NoteEncoder text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        buffer().putShort(limit(), (short) bytes.length, ByteOrder.LITTLE_ENDIAN);
        buffer().putBytes(limit() + textHeaderLength(), bytes);
        limit(limit() + textHeaderLength() + bytes.length);
        return this;
    }

    /** As an entry of a group does whose fields are not set. */
    public NoteEncoder leaveOut(int length) {
        limit(limit() + length);
        return this;
    }

    @Override
    public int sbeTemplateId() {
        return TEMPLATE_ID;
    }
}
