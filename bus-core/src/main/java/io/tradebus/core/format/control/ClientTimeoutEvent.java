package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** {@code ON_CLIENT_TIMEOUT}: the driver gave up a client that was silent too long. */
public final class ClientTimeoutEvent {
    static final Layout LAYOUT = Layout.of("ON_CLIENT_TIMEOUT");
    private static final int CLIENT_ID = LAYOUT.int64("client");

    /** Length of the whole event in bytes. */
    public static final int LENGTH = LAYOUT.length();

    private ClientTimeoutEvent() {}

    public static long clientId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + CLIENT_ID);
    }

    /** Writes the whole event and returns its length. */
    public static int write(MutableDirectBuffer buffer, int offset, long clientId) {
        buffer.putLong(offset + CLIENT_ID, clientId);
        return LENGTH;
    }
}
