package io.tradebus.core.runtime;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * View of one message. Like its {@link #header()} it is reused: valid only during the call it is handed to.
 *
 * <p>What must outlive the call is copied by {@link #copyTo} or {@link #toByteArray}.
 */
public final class BusMessage {
    private static final DirectBuffer NOTHING = new UnsafeBuffer(0, 0);
    private static final BusHeader NOWHERE = new BusHeader();

    private DirectBuffer buffer = NOTHING;
    private int offset;
    private int length;
    private BusHeader header = NOWHERE;

    /** The log itself, or the copy of a message that came in several fragments. Not to be written to. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Where in {@link #buffer()} the message begins. */
    public int offset() {
        return offset;
    }

    /** Length of the message in bytes. */
    public int length() {
        return length;
    }

    /** Where the message comes from. */
    public BusHeader header() {
        return header;
    }

    /** Copies the message to {@code target} and returns its length in bytes. */
    public int copyTo(MutableDirectBuffer target, int targetOffset) {
        target.putBytes(targetOffset, buffer, offset, length);
        return length;
    }

    /** A copy of the message; allocates. */
    public byte[] toByteArray() {
        var bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return bytes;
    }

    /** Points this view at a message; called by whoever delivers it. */
    public BusMessage wrap(DirectBuffer buffer, int offset, int length, BusHeader header) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        this.header = header;
        return this;
    }
}
