package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The 16 bytes with which every command begins, and the whole of {@code CLIENT_KEEPALIVE} and {@code CLIENT_CLOSE}.
 *
 * <p>See {@code docs/shared-memory.md#commands-client-to-driver}.
 */
public final class CorrelatedCommand {
    static final Layout LAYOUT = Layout.of("COMMAND");
    private static final int CLIENT_ID = LAYOUT.int64("client");
    private static final int CORRELATION_ID = LAYOUT.int64("correlation");

    /** Length of the whole command in bytes. */
    public static final int LENGTH = LAYOUT.length();

    /** Stands for "no value" in a correlation id. */
    public static final long NULL_ID = -1;

    private CorrelatedCommand() {}

    public static long clientId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + CLIENT_ID);
    }

    public static long correlationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + CORRELATION_ID);
    }

    /** Writes the prefix and returns its length. */
    public static int write(MutableDirectBuffer buffer, int offset, long clientId, long correlationId) {
        buffer.putLong(offset + CLIENT_ID, clientId);
        buffer.putLong(offset + CORRELATION_ID, correlationId);
        return LENGTH;
    }
}
