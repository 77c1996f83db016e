package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** {@code ON_STATIC_COUNTER}: a static counter exists, new or as it was. */
public final class StaticCounterEvent {
    static final Layout LAYOUT = Layout.of("ON_STATIC_COUNTER");
    private static final int CORRELATION_ID = LAYOUT.int64("correlation");
    private static final int COUNTER_ID = LAYOUT.int32("counter");

    /** Length of the whole event in bytes. */
    public static final int LENGTH = LAYOUT.length();

    private StaticCounterEvent() {}

    public static long correlationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + CORRELATION_ID);
    }

    public static int counterId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + COUNTER_ID);
    }

    /** Writes the whole event and returns its length. */
    public static int write(MutableDirectBuffer buffer, int offset, long correlationId, int counterId) {
        buffer.putLong(offset + CORRELATION_ID, correlationId);
        buffer.putInt(offset + COUNTER_ID, counterId);
        return LENGTH;
    }
}
