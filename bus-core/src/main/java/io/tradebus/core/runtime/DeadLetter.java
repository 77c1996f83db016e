package io.tradebus.core.runtime;

import io.tradebus.core.ConversionException;
import io.tradebus.core.format.Layout;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A message that a listener could not handle, as it lies in a dead-letter stream: {@link #PREFIX_LENGTH} bytes that say
 * where it came from, little-endian, and then the message itself, unchanged. Specified in docs/guide/errors.md, section
 * "Dead letters".
 *
 * <p>A view that is used again, for one thread; allocates nothing.
 */
public final class DeadLetter {
    private static final Layout LAYOUT = Layout.of("DEAD LETTER");
    private static final int STREAM_ID = LAYOUT.int32("stream");
    private static final int SESSION_ID = LAYOUT.int32("session");
    private static final int POSITION = LAYOUT.int64("position");
    private static final int ATTEMPTS = LAYOUT.int32("attempts");
    private static final int LENGTH = LAYOUT.int32("length");
    private static final int RESERVED_VALUE = LAYOUT.int64("reserved");

    /** Bytes before the message. */
    public static final int PREFIX_LENGTH = LAYOUT.length();

    private final BusMessage message = new BusMessage();

    /**
     * Points this view at a message of a dead-letter stream.
     *
     * @throws ConversionException if the message is none of a dead-letter stream
     */
    public DeadLetter wrap(DirectBuffer buffer, int offset, int length, BusHeader header) {
        if (length < PREFIX_LENGTH || int32(buffer, offset + LENGTH) != length - PREFIX_LENGTH) {
            throw new ConversionException("a message of " + length + " bytes is no dead letter: that begins with "
                    + PREFIX_LENGTH + " bytes of which those at 20 are the length of the rest");
        }
        message.wrap(buffer, offset, length, header);
        return this;
    }

    /** Points this view at a message of a dead-letter stream, as {@link #wrap(DirectBuffer, int, int, BusHeader)} does. */
    public DeadLetter wrap(BusMessage dead) {
        return wrap(dead.buffer(), dead.offset(), dead.length(), dead.header());
    }

    /** Id of the stream on which the message came. */
    public int streamId() {
        return int32(STREAM_ID);
    }

    /** Session of its publisher; with {@link #position()} it names the message. */
    public int sessionId() {
        return int32(SESSION_ID);
    }

    /** Position in bytes after it in that session: {@link BusHeader#position()}. */
    public long position() {
        return message.buffer().getLong(message.offset() + POSITION, ByteOrder.LITTLE_ENDIAN);
    }

    /** How often it was delivered. */
    public int attempts() {
        return int32(ATTEMPTS);
    }

    /** The eight bytes that travelled beside it. */
    public long reservedValue() {
        return message.buffer().getLong(message.offset() + RESERVED_VALUE, ByteOrder.LITTLE_ENDIAN);
    }

    /** The message that could not be handled is here, from {@link #offset()} on. */
    public DirectBuffer buffer() {
        return message.buffer();
    }

    /** Where in {@link #buffer()} the message begins that could not be handled. */
    public int offset() {
        return message.offset() + PREFIX_LENGTH;
    }

    /** Its length in bytes. */
    public int length() {
        return message.length() - PREFIX_LENGTH;
    }

    /**
     * Writes what stands before a message that could not be handled.
     *
     * @param attempts how often it was delivered
     */
    public static void writePrefix(MutableDirectBuffer buffer, int offset, BusMessage failed, int attempts) {
        BusHeader from = failed.header();
        buffer.putInt(offset + STREAM_ID, from.streamId(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + SESSION_ID, from.sessionId(), ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + POSITION, from.position(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + ATTEMPTS, attempts, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + LENGTH, failed.length(), ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + RESERVED_VALUE, from.reservedValue(), ByteOrder.LITTLE_ENDIAN);
    }

    private int int32(int field) {
        return int32(message.buffer(), message.offset() + field);
    }

    private static int int32(DirectBuffer buffer, int index) {
        return buffer.getInt(index, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public String toString() {
        return "dead letter: stream=" + streamId() + " session=" + sessionId() + " position=" + position()
                + " attempts=" + attempts() + " length=" + length();
    }
}
