package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * {@code ADD_DESTINATION} and {@code REMOVE_DESTINATION} for a publication, {@code ADD_RCV_DESTINATION} and {@code
 * REMOVE_RCV_DESTINATION} for a subscription: whose destination, and its channel.
 */
public final class DestinationCommand {
    static final Layout LAYOUT = CorrelatedCommand.LAYOUT.followedBy("DESTINATION");
    private static final int REGISTRATION_ID = LAYOUT.int64("registration");
    private static final int CHANNEL = LAYOUT.length();

    private DestinationCommand() {}

    /** Registration id of the publication or subscription. */
    public static long registrationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + REGISTRATION_ID);
    }

    public static String channel(DirectBuffer buffer, int offset) {
        return AsciiField.text(buffer, offset + CHANNEL);
    }

    /** Length of the whole command in bytes. */
    public static int length(String channel) {
        return CHANNEL + AsciiField.length(channel);
    }

    /** Writes the whole command and returns its length. */
    public static int write(
            MutableDirectBuffer buffer,
            int offset,
            long clientId,
            long correlationId,
            long registrationId,
            String channel) {
        CorrelatedCommand.write(buffer, offset, clientId, correlationId);
        buffer.putLong(offset + REGISTRATION_ID, registrationId);
        return AsciiField.write(buffer, offset + CHANNEL, channel) - offset;
    }

    static @Nullable String contentProblem(DirectBuffer buffer, int offset, int end) {
        return AsciiField.problem("channel", buffer, offset + CHANNEL, end);
    }
}
