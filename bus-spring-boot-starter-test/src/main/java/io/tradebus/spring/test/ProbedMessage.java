package io.tradebus.spring.test;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A copy of a message. Safe to keep. */
public final class ProbedMessage {
    private final byte[] bytes;
    private final int sessionId;
    private final long position;

    ProbedMessage(byte[] bytes, int sessionId, long position) {
        this.bytes = bytes;
        this.sessionId = sessionId;
        this.position = position;
    }

    /** The message; a new copy for each call. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The message, for decoders. */
    public DirectBuffer buffer() {
        return new UnsafeBuffer(bytes());
    }

    /** The message as text in UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Length in bytes. */
    public int length() {
        return bytes.length;
    }

    /** Session of the publisher. */
    public int sessionId() {
        return sessionId;
    }

    /** Position in bytes after the message: what the publisher's offer returned. */
    public long position() {
        return position;
    }

    @Override
    public String toString() {
        return bytes.length + " bytes at position " + position + " of session " + sessionId + ": " + text();
    }
}
