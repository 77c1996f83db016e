package io.tradebus.core.driver.media.linux;

import io.tradebus.core.driver.media.DatagramHandler;
import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Room for what one call receives, of the thread that receives: a few messages, each of one datagram or of many.
 *
 * <p>Whatever the kernel says, nothing is handed over that is not inside the room of its message. Datagrams lie at offsets
 * that are multiples of 8: those of a message whose length is none are moved.
 */
final class ReceiveMemory {
    /** Messages in one call. */
    static final int MAX_MESSAGES = 8;

    /** Bytes for each message; none is longer. */
    static final int ROOM = 65_536;

    private static final int NAMES = MessageHeader.LENGTH * MAX_MESSAGES;
    private static final int NAME_LENGTH = 32;
    private static final int CONTROLS = NAMES + NAME_LENGTH * MAX_MESSAGES;
    private static final int PIECES = CONTROLS + Segments.RECEIVE_CONTROL_LENGTH * MAX_MESSAGES;
    private static final int MEMORY_LENGTH = PIECES + MessageHeader.PIECE_LENGTH * MAX_MESSAGES;
    /** Behind the messages: a datagram that was moved. */
    private static final int MOVED = ROOM * MAX_MESSAGES;

    private static final int ALIGNMENT_MASK = Long.BYTES - 1;

    private final UnsafeBuffer memory = NativeMemory.allocate(MEMORY_LENGTH);
    private final UnsafeBuffer data = NativeMemory.allocate(MOVED + ROOM);
    /** So many messages at the beginning may have been changed by the kernel. */
    private int changed = MAX_MESSAGES;

    ReceiveMemory() {
        for (int i = 0; i < MAX_MESSAGES; i++) {
            MessageHeader.piece(memory, message(i), NativeMemory.address(memory, piece(i)));
            MessageHeader.describe(memory, piece(i), NativeMemory.address(data, i * ROOM), ROOM);
        }
    }

    /** Gets the messages ready to be received into, and returns the address of the first one. */
    long prepare() {
        for (int i = 0; i < changed; i++) {
            int message = message(i);
            MessageHeader.name(memory, message, NativeMemory.address(memory, name(i)), SocketAddress.MAX_LENGTH);
            MessageHeader.control(
                    memory, message, NativeMemory.address(memory, control(i)), Segments.RECEIVE_CONTROL_LENGTH);
            MessageHeader.clearFlags(memory, message);
        }
        changed = 0;
        return NativeMemory.address(memory, 0);
    }

    /** Says how many messages were received into at most since {@link #prepare}. */
    void received(int count) {
        changed = Math.min(MAX_MESSAGES, count);
    }

    /**
     * Hands over the datagrams of a message that was received.
     *
     * @param maxLength of a datagram; what is behind that is cut off
     * @return bytes handed over, or -1 if the message was dropped since nobody can tell where its datagrams begin
     */
    int handOver(int index, int maxLength, DatagramHandler handler, SourceCache sources) {
        int message = message(index);
        int length = Math.max(0, Math.min(ROOM, MessageHeader.receivedLength(memory, message)));
        int segmentLength = segmentLength(message, control(index), length);
        if (segmentLength == Segments.INVALID) {
            return -1;
        }
        InetSocketAddress source = sources.get(memory, name(index));
        if (segmentLength == Segments.NONE || segmentLength == length) {
            int handed = Math.min(length, maxLength);
            handler.onDatagram(data, index * ROOM, handed, source);
            return handed;
        }
        return handOver(index * ROOM, length, segmentLength, maxLength, handler, source);
    }

    private int handOver(
            int start,
            int length,
            int segmentLength,
            int maxLength,
            DatagramHandler handler,
            InetSocketAddress source) {
        boolean isAligned = (segmentLength & ALIGNMENT_MASK) == 0;
        int handed = 0;
        for (int offset = 0; offset < length; offset += segmentLength) {
            int datagramLength = Math.min(maxLength, Math.min(segmentLength, length - offset));
            int datagram = start + offset;
            if (!isAligned) {
                data.putBytes(MOVED, data, datagram, datagramLength);
                datagram = MOVED;
            }
            handler.onDatagram(data, datagram, datagramLength, source);
            handed += datagramLength;
        }
        return handed;
    }

    private int segmentLength(int message, int control, int length) {
        int flags = MessageHeader.flags(memory, message);
        int segmentLength = Segments.readLength(memory, control, MessageHeader.controlLength(memory, message), length);
        boolean isUnknown = segmentLength == Segments.NONE && (flags & MessageHeader.MSG_CTRUNC) != 0;
        return isUnknown ? Segments.INVALID : segmentLength;
    }

    private static int message(int index) {
        return index * MessageHeader.LENGTH;
    }

    private static int name(int index) {
        return NAMES + index * NAME_LENGTH;
    }

    private static int control(int index) {
        return CONTROLS + index * Segments.RECEIVE_CONTROL_LENGTH;
    }

    private static int piece(int index) {
        return PIECES + index * MessageHeader.PIECE_LENGTH;
    }
}
