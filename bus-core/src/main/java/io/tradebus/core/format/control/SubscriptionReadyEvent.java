package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** {@code ON_SUBSCRIPTION_READY}: a subscription is registered; its images follow. */
public final class SubscriptionReadyEvent {
    static final Layout LAYOUT = Layout.of("ON_SUBSCRIPTION_READY");
    private static final int CORRELATION_ID = LAYOUT.int64("correlation");
    private static final int STATUS_COUNTER_ID = LAYOUT.int32("status");

    /** Length of the whole event in bytes. */
    public static final int LENGTH = LAYOUT.length();

    private SubscriptionReadyEvent() {}

    public static long correlationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + CORRELATION_ID);
    }

    /** Id of the channel status counter, {@link PublicationReadyEvent#NO_COUNTER_ID} for IPC and spies. */
    public static int statusCounterId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + STATUS_COUNTER_ID);
    }

    /** Writes the whole event and returns its length. */
    public static int write(MutableDirectBuffer buffer, int offset, long correlationId, int statusCounterId) {
        buffer.putLong(offset + CORRELATION_ID, correlationId);
        buffer.putInt(offset + STATUS_COUNTER_ID, statusCounterId);
        return LENGTH;
    }
}
