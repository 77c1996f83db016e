package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** {@code ON_OPERATION_SUCCESS}: a command that has no answer of its own was carried out. */
public final class OperationSuccessEvent {
    static final Layout LAYOUT = Layout.of("ON_OPERATION_SUCCESS");
    private static final int CORRELATION_ID = LAYOUT.int64("correlation");

    /** Length of the whole event in bytes. */
    public static final int LENGTH = LAYOUT.length();

    private OperationSuccessEvent() {}

    public static long correlationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + CORRELATION_ID);
    }

    /** Writes the whole event and returns its length. */
    public static int write(MutableDirectBuffer buffer, int offset, long correlationId) {
        buffer.putLong(offset + CORRELATION_ID, correlationId);
        return LENGTH;
    }
}
