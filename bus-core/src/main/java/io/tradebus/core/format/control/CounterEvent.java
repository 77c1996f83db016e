package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** {@code ON_COUNTER_READY} and {@code ON_UNAVAILABLE_COUNTER}: a counter exists, or is gone. */
public final class CounterEvent {
    static final Layout LAYOUT = Layout.of("COUNTER");
    private static final int REGISTRATION_ID = LAYOUT.int64("registration");
    private static final int COUNTER_ID = LAYOUT.int32("counter");

    /** Length of the whole event in bytes. */
    public static final int LENGTH = LAYOUT.length();

    private CounterEvent() {}

    /** Registration id of the counter; for the heartbeat of a client its client id. */
    public static long registrationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + REGISTRATION_ID);
    }

    public static int counterId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + COUNTER_ID);
    }

    /** Writes the whole event and returns its length. */
    public static int write(MutableDirectBuffer buffer, int offset, long registrationId, int counterId) {
        buffer.putLong(offset + REGISTRATION_ID, registrationId);
        buffer.putInt(offset + COUNTER_ID, counterId);
        return LENGTH;
    }
}
