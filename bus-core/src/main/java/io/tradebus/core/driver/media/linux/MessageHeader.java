package io.tradebus.core.driver.media.linux;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * {@code struct mmsghdr} of recvmmsg(2): a {@code struct msghdr} and the length of what was received; and the one {@code
 * struct iovec} that a message here has. As on systems with addresses of 64 bits.
 */
final class MessageHeader {
    /** Bytes from one message to the next. */
    static final int LENGTH = 64;

    /** Bytes of one piece of memory in a message. */
    static final int PIECE_LENGTH = 16;

    /** In flags: the datagram was longer than the memory for it. */
    static final int MSG_TRUNC = 0x20;

    /** In flags: some of what the kernel says about it is missing. */
    static final int MSG_CTRUNC = 0x08;

    private static final int NAME = 0;
    private static final int NAME_LENGTH = 8;
    private static final int PIECES = 16;
    private static final int PIECE_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;
    private static final int RECEIVED_LENGTH = 56;
    private static final int PIECE_BASE = 0;
    private static final int PIECE_SIZE = 8;

    private MessageHeader() {}

    /** Says where the address of the other side is. */
    static void name(UnsafeBuffer buffer, int message, long address, int length) {
        buffer.putLong(message + NAME, address);
        buffer.putInt(message + NAME_LENGTH, length);
    }

    /** Says where the one piece is described that the message has. */
    static void piece(UnsafeBuffer buffer, int message, long piece) {
        buffer.putLong(message + PIECES, piece);
        buffer.putLong(message + PIECE_COUNT, 1);
    }

    /** Describes a piece. */
    static void describe(UnsafeBuffer buffer, int piece, long address, int length) {
        buffer.putLong(piece + PIECE_BASE, address);
        buffer.putLong(piece + PIECE_SIZE, length);
    }

    /** Says where control messages are, or may be written. */
    static void control(UnsafeBuffer buffer, int message, long address, int length) {
        buffer.putLong(message + CONTROL, address);
        buffer.putLong(message + CONTROL_LENGTH, length);
    }

    static void clearFlags(UnsafeBuffer buffer, int message) {
        buffer.putInt(message + FLAGS, 0);
    }

    static int flags(UnsafeBuffer buffer, int message) {
        return buffer.getInt(message + FLAGS);
    }

    /** Bytes of control messages that were written. */
    static long controlLength(UnsafeBuffer buffer, int message) {
        return buffer.getLong(message + CONTROL_LENGTH);
    }

    /** Bytes that were received. */
    static int receivedLength(UnsafeBuffer buffer, int message) {
        return buffer.getInt(message + RECEIVED_LENGTH);
    }
}
