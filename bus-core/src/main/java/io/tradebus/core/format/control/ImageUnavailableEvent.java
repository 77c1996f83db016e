package io.tradebus.core.format.control;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** {@code ON_UNAVAILABLE_IMAGE}: a subscription loses an image. */
public final class ImageUnavailableEvent {
    static final Layout LAYOUT = Layout.of("ON_UNAVAILABLE_IMAGE");
    private static final int CORRELATION_ID = LAYOUT.int64("correlation");
    private static final int SUBSCRIPTION_REGISTRATION_ID = LAYOUT.int64("subscription");
    private static final int STREAM_ID = LAYOUT.int32("stream");
    private static final int CHANNEL = LAYOUT.length();

    private ImageUnavailableEvent() {}

    /** Correlation id of the image; for IPC and spies the registration id of the publication. */
    public static long correlationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + CORRELATION_ID);
    }

    public static long subscriptionRegistrationId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + SUBSCRIPTION_REGISTRATION_ID);
    }

    public static int streamId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + STREAM_ID);
    }

    public static String channel(DirectBuffer buffer, int offset) {
        return AsciiField.text(buffer, offset + CHANNEL);
    }

    /** Length of the whole event in bytes. */
    public static int length(String channel) {
        return CHANNEL + AsciiField.length(channel);
    }

    /** Writes the whole event and returns its length. */
    public static int write(
            MutableDirectBuffer buffer,
            int offset,
            long correlationId,
            long subscriptionRegistrationId,
            int streamId,
            String channel) {
        buffer.putLong(offset + CORRELATION_ID, correlationId);
        buffer.putLong(offset + SUBSCRIPTION_REGISTRATION_ID, subscriptionRegistrationId);
        buffer.putInt(offset + STREAM_ID, streamId);
        return AsciiField.write(buffer, offset + CHANNEL, channel) - offset;
    }

    static @Nullable String contentProblem(DirectBuffer buffer, int offset, int end) {
        return AsciiField.problem("channel", buffer, offset + CHANNEL, end);
    }
}
