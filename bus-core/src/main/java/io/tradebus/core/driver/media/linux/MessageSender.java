package io.tradebus.core.driver.media.linux;

import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sends runs of datagrams from where they lie, by the best path that kernel and device let it. A path that is refused is left
 * for datagrams of that length to that target, as soon as the next one has shown that it is the path that was refused and not
 * the datagram.
 */
final class MessageSender {
    /** Messages in one call of {@code sendmmsg}. */
    static final int MAX_MESSAGES = 16;

    private static final int CONTROL = MessageHeader.LENGTH * MAX_MESSAGES;
    private static final int PIECES = CONTROL + MessageHeader.LENGTH;
    private static final int MEMORY_LENGTH = PIECES + MessageHeader.PIECE_LENGTH * MAX_MESSAGES;

    /** A failure may be that of a datagram before; only what is told twice is told of this one. */
    private static final int ATTEMPTS = 3;

    private final UnsafeBuffer memory = NativeMemory.allocate(MEMORY_LENGTH);
    private final UnsafeBuffer control = new UnsafeBuffer(memory, CONTROL, Segments.SEND_CONTROL_LENGTH);
    private final Kernel kernel;
    private final SendPath best;
    private final NanoClock clock;
    private final PathListener listener;
    private final LoweredTargets loweredTargets;
    private SendTarget target = SendTarget.ofConnection();
    private int fd = LinuxSocket.NONE;

    /** Hears by which paths targets are sent to. */
    interface PathListener {
        /** What goes to a target goes by a slower path than before. */
        void onRefused(SendPath refused, SendPath next, int errno);

        /** What went to a target by a slower path does not any more. */
        void onForgotten(SendPath lowered);
    }

    /**
     * A sender of one port.
     *
     * @param best the path that is tried first
     * @param clock asked only after a refusal, as long as it is not forgotten
     */
    MessageSender(Kernel kernel, SendPath best, NanoClock clock, PathListener listener) {
        this.kernel = kernel;
        this.best = best;
        this.clock = clock;
        this.listener = listener;
        loweredTargets = new LoweredTargets(clock, this::forget);
        for (int i = 0; i < MAX_MESSAGES; i++) {
            MessageHeader.piece(memory, message(i), NativeMemory.address(memory, piece(i)));
        }
    }

    /** By which path datagrams of a length go to a target, or would to one that is not known. */
    SendPath path(@Nullable SendTarget to, int segmentLength) {
        SendPath lowered = to == null ? null : to.lowered(segmentLength);
        return lowered == null ? best : lowered;
    }

    /** The slowest path by which datagrams of a length go to any target. */
    SendPath slowestPath(int segmentLength) {
        SendPath slowest = loweredTargets.slowest(segmentLength);
        return slowest == null ? best : slowest;
    }

    /** What follows is sent by a socket to a target. */
    void target(int newFd, SendTarget newTarget) {
        fd = newFd;
        target = newTarget;
    }

    /** Nothing is sent to a target any more, or by another way. */
    void forget(SendTarget gone) {
        SendPath lowered = gone.lowered();
        if (lowered != null) {
            gone.restore();
            loweredTargets.remove(gone);
            listener.onForgotten(lowered);
        }
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
        SendPath lowered = target.lowered(segmentLength);
        return lowered == null
                ? sendBy(best, address, length, segmentLength)
                : sendLowered(lowered, address, length, segmentLength);
    }

    private int sendLowered(SendPath lowered, long address, int length, int segmentLength) {
        if (!target.isRetryDue(clock.nanoTime())) {
            return sendBy(lowered, address, length, segmentLength);
        }
        int result = sendBy(best, address, length, segmentLength);
        if (result > 0 && target.isRetryDue(clock.nanoTime())) {
            forget(target);
        }
        return result;
    }

    /** Sends by a path, or by one behind it if it is refused. */
    private int sendBy(SendPath first, long address, int length, int segmentLength) {
        int result = insist(first, address, length, segmentLength);
        int refusal = -result;
        SendPath tried = first;
        SendPath path = first.next();
        while (result < 0 && Errno.refuses(tried, -result) && path != null) {
            result = insist(path, address, length, segmentLength);
            tried = path;
            if (result > 0) {
                onRefused(first, path, segmentLength, refusal);
            }
            path = path.next();
        }
        return result;
    }

    private void onRefused(SendPath refused, SendPath next, int segmentLength, int errno) {
        SendPath before = target.lowered();
        target.lower(next, segmentLength, clock.nanoTime());
        if (before == null) {
            loweredTargets.add(target);
        } else {
            loweredTargets.onChange();
        }
        if (before != next) {
            if (before != null) {
                listener.onForgotten(before);
            }
            listener.onRefused(refused, next, errno);
        }
    }

    private int insist(SendPath by, long address, int length, int segmentLength) {
        int result = send(by, address, length, segmentLength);
        for (int i = 1; i < ATTEMPTS && result < 0 && Errno.refuses(by, -result); i++) {
            int before = result;
            result = send(by, address, length, segmentLength);
            if (result == before) {
                break;
            }
        }
        return result;
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
        MessageHeader.name(memory, 0, target.address(), target.addressLength());
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
            MessageHeader.name(memory, message(i), target.address(), target.addressLength());
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
