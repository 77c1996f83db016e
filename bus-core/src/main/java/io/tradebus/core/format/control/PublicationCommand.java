package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** {@code ADD_PUBLICATION} and {@code ADD_EXCLUSIVE_PUBLICATION}: stream id and channel. */
public final class PublicationCommand {
    static final Layout LAYOUT = CorrelatedCommand.LAYOUT.followedBy("ADD_PUBLICATION");
    private static final int STREAM_ID = LAYOUT.int32("stream");
    private static final int CHANNEL = LAYOUT.length();

    private PublicationCommand() {}

    public static int streamId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + STREAM_ID);
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
            MutableDirectBuffer buffer, int offset, long clientId, long correlationId, int streamId, String channel) {
        CorrelatedCommand.write(buffer, offset, clientId, correlationId);
        buffer.putInt(offset + STREAM_ID, streamId);
        return AsciiField.write(buffer, offset + CHANNEL, channel) - offset;
    }

    static @Nullable String contentProblem(DirectBuffer buffer, int offset, int end) {
        return AsciiField.problem("channel", buffer, offset + CHANNEL, end);
    }
}
