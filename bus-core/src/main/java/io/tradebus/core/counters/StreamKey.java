package io.tradebus.core.counters;

import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What a counter of one stream is about. In the key the channel is cut after {@value #MAX_CHANNEL_LENGTH} bytes.
 *
 * @param registrationId publication, image or subscription, as the type of the counter says
 * @param channel as the client gave it, ASCII
 */
public record StreamKey(long registrationId, int sessionId, int streamId, String channel)
        implements Consumer<MutableDirectBuffer> {
    static final int MAX_CHANNEL_LENGTH = 92;

    private static final int REGISTRATION_ID = 0;
    private static final int SESSION_ID = 8;
    private static final int STREAM_ID = 12;
    private static final int CHANNEL_LENGTH = 16;
    private static final int CHANNEL = 20;

    /** Reads the key of a counter, whose channel may have been cut. */
    public static StreamKey read(DirectBuffer key, int offset) {
        int length = Math.max(0, Math.min(MAX_CHANNEL_LENGTH, key.getInt(offset + CHANNEL_LENGTH)));
        return new StreamKey(
                registrationId(key, offset),
                key.getInt(offset + SESSION_ID),
                key.getInt(offset + STREAM_ID),
                key.getStringWithoutLengthAscii(offset + CHANNEL, length));
    }

    /** The first field of a key, without reading the rest. */
    public static long registrationId(DirectBuffer key, int offset) {
        return key.getLong(offset + REGISTRATION_ID);
    }

    /** Whether a key is about this session of this stream; allocates nothing. */
    public static boolean isOf(DirectBuffer key, int offset, int sessionId, int streamId) {
        return key.getInt(offset + SESSION_ID) == sessionId && key.getInt(offset + STREAM_ID) == streamId;
    }

    /** Writes it as the key of a counter. */
    @Override
    public void accept(MutableDirectBuffer key) {
        int length = Math.min(channel.length(), MAX_CHANNEL_LENGTH);
        key.putLong(REGISTRATION_ID, registrationId);
        key.putInt(SESSION_ID, sessionId);
        key.putInt(STREAM_ID, streamId);
        key.putInt(CHANNEL_LENGTH, length);
        key.putStringWithoutLengthAscii(CHANNEL, channel, 0, length);
    }
}
