package io.tradebus.core.runtime;

import org.agrona.DirectBuffer;

/**
 * The message at which a session of a listener stands because it could not be handled. Safe to keep.
 *
 * @param listener id of the listener
 * @param stream name of the stream
 * @param sessionId session of the publisher
 * @param standsAt where the session stands, in bytes: nothing from here on is handled
 * @param position position in bytes after the message, as in {@link BusHeader#position()}
 * @param attempt how often the message was delivered
 * @param cause what its handler threw
 * @param sinceMs when it failed first, in milliseconds since the epoch
 * @param head the first bytes of the message, at most {@link #HEAD_LENGTH}, in hexadecimal
 */
public record ListenerFailure(
        String listener,
        String stream,
        int sessionId,
        long standsAt,
        long position,
        int attempt,
        Throwable cause,
        long sinceMs,
        String head) {
    /** Most bytes of a message that {@link #head()} shows. */
    public static final int HEAD_LENGTH = 64;

    /** Whether another failure is one of the same message. */
    boolean isAtSameMessage(ListenerFailure other) {
        return stream.equals(other.stream) && sessionId == other.sessionId && standsAt == other.standsAt;
    }

    static String headOf(DirectBuffer buffer, int offset, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < Math.min(length, HEAD_LENGTH); i++) {
            int value = buffer.getByte(offset + i) & 0xFF;
            text.append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 0xF, 16));
        }
        return text.toString();
    }
}
