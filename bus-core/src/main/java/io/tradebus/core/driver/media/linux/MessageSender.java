package io.tradebus.core.driver.media.linux;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sends runs of datagrams from where they lie, by the best path that kernel and device let it. A path that is refused is
 * left for good, as soon as the next one has shown that it is the path that was refused and not the datagram.
 */
final class MessageSender {
    /** Messages in one call of {@code sendmmsg}. */
    static final int MAX_MESSAGES = 16;

    private static final int CONTROL = MessageHeader.LENGTH * MAX_MESSAGES;
    private static final int PIECES = CONTROL + MessageHeader.LENGTH;
    private static final int MEMORY_LENGTH = PIECES + MessageHeader.PIECE_LENGTH * MAX_MESSAGES;

    private final UnsafeBuffer memory = NativeMemory.allocate(MEMORY_LENGTH);
    private final UnsafeBuffer control = new UnsafeBuffer(memory, CONTROL, Segments.SEND_CONTROL_LENGTH);
    private final Kernel kernel;
    private final FallbackListener fallbacks;
    private SendPath path;
    private int fd;
    private long name;
    private int nameLength;

    /** Hears that a path is left. */
    @FunctionalInterface
    interface FallbackListener {
        void onRefused(SendPath refused, SendPath next, int errno);
    }

    MessageSender(Kernel kernel, SendPath path, FallbackListener fallbacks) {
        this.kernel = kernel;
        this.path = path;
        this.fallbacks = fallbacks;
        for (int i = 0; i < MAX_MESSAGES; i++) {
            MessageHeader.piece(memory, message(i), NativeMemory.address(memory, piece(i)));
        }
    }

    SendPath path() {
        return path;
    }

    /** The network behind is another one, which may let more than the one before. */
    void path(SendPath newPath) {
        path = newPath;
    }

    /** What follows is sent by a socket to an address, or to whom it is connected if the length of the address is 0. */
    void target(int newFd, long newName, int newNameLength) {
        fd = newFd;
        name = newName;
        nameLength = newNameLength;
    }

    /**
     * Sends as much of a run as one call takes.
     *
     * @param address of its first byte
     * @param length in bytes, more than 0
     * @param segmentLength of each datagram but the last, which may be shorter
     * @return bytes sent, always of whole datagrams and more than 0, or the negative of {@link Errno}
     */
    int send(long address, int length, int segmentLength) {
        if (length <= segmentLength) {
            return sendOne(address, length);
        }
        int result = send(path, address, length, segmentLength);
        return result < 0 && Errno.refusesBatch(-result)
                ? sendOtherwise(address, length, segmentLength, -result)
                : result;
    }

    private int sendOtherwise(long address, int length, int segmentLength, int errno) {
        SendPath refused = path;
        int reason = errno;
        for (SendPath next = refused.next(); next != null; next = next.next()) {
            int result = send(next, address, length, segmentLength);
            if (result > 0) {
                path = next;
                fallbacks.onRefused(refused, next, errno);
                return result;
            }
            reason = -result;
            if (!Errno.refusesBatch(reason)) {
                break;
            }
        }
        return -reason;
    }

    private int send(SendPath by, long address, int length, int segmentLength) {
        return switch (by) {
            case SEGMENTS -> sendSegments(address, length, segmentLength);
            case MESSAGES -> sendMessages(address, length, segmentLength);
            case SINGLE -> sendOne(address, segmentLength);
        };
    }

    private int sendSegments(long address, int length, int segmentLength) {
        int callLength = Segments.callLength(length, segmentLength);
        if (callLength <= segmentLength) {
            return sendOne(address, callLength);
        }
        Segments.writeLength(control, segmentLength);
        MessageHeader.control(memory, 0, NativeMemory.address(memory, CONTROL), Segments.SEND_CONTROL_LENGTH);
        return sendMessage(address, callLength);
    }

    private int sendOne(long address, int length) {
        MessageHeader.control(memory, 0, 0, 0);
        return sendMessage(address, length);
    }

    private int sendMessage(long address, int length) {
        MessageHeader.name(memory, 0, name, nameLength);
        MessageHeader.describe(memory, piece(0), address, length);
        int result = kernel.sendmsg(fd, NativeMemory.address(memory, 0), Kernel.MSG_DONTWAIT);
        // A message is taken whole or not at all.
        return result < 0 ? result : length;
    }

    private int sendMessages(long address, int length, int segmentLength) {
        int count = Math.min(MAX_MESSAGES, Segments.count(length, segmentLength));
        MessageHeader.control(memory, 0, 0, 0);
        for (int i = 0; i < count; i++) {
            int offset = i * segmentLength;
            MessageHeader.name(memory, message(i), name, nameLength);
            MessageHeader.describe(memory, piece(i), address + offset, Math.min(segmentLength, length - offset));
        }
        int result = kernel.sendmmsg(fd, NativeMemory.address(memory, 0), count, Kernel.MSG_DONTWAIT);
        return result < 0 ? result : Math.min(length, result * segmentLength);
    }

    private static int message(int index) {
        return index * MessageHeader.LENGTH;
    }

    private static int piece(int index) {
        return PIECES + index * MessageHeader.PIECE_LENGTH;
    }
}
