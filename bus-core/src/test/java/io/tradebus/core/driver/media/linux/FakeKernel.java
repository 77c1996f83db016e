package io.tradebus.core.driver.media.linux;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A kernel in memory with as much of it as ports ask for. It refuses what a test says, and keeps what was sent by each path;
 * what is received is written by hand.
 */
final class FakeKernel implements Kernel {
    /** Written as the kernel would, for the next call that receives. */
    record Message(byte[] bytes, byte[] control, int flags) {}

    final List<String> sent = new ArrayList<>();
    final Map<SendPath, Integer> refusals = new EnumMap<>(SendPath.class);
    final Deque<Message> arriving = new ArrayDeque<>();
    /** What became of datagrams before: each fails one call that sends. */
    final Deque<Integer> pending = new ArrayDeque<>();
    /** Ports of targets to which no longer datagrams can be cut. */
    final Map<Integer, Integer> longest = new HashMap<>();
    /** What was asked of sockets, in its order. */
    final List<String> asked = new ArrayList<>();
    /** Results of the next calls that wait, before the true one. */
    final Deque<Integer> waits = new ArrayDeque<>();

    /** Nanoseconds of each call that waits so long. */
    final List<Long> waited = new ArrayList<>();

    /** What was closed. */
    final List<Integer> closed = new ArrayList<>();

    /** How often somebody who waits was woken. */
    int signals;

    boolean canWait = true;
    long slackNs = 50_000;
    /** Options that were set, each with its level and value. */
    final List<String> options = new ArrayList<>();

    int unknownOption = -1;
    int room = Integer.MAX_VALUE;
    int claimedLength = -1;
    int openFailure;
    boolean isJoiningWrong;
    private boolean isJoining;
    private int found;

    /** Whether what is sent arrives, and what becomes of it on the way; for one that is joined, with its length. */
    @Nullable UnaryOperator<byte[]> loop;

    @Override
    public int socket(int family) {
        isJoining = false;
        return openFailure == 0 ? 3 : -openFailure;
    }

    @Override
    public int bind(int fd, long address, int addressLength) {
        return 0;
    }

    @Override
    public int connect(int fd, long address, int addressLength) {
        return 0;
    }

    @Override
    public int getsockname(int fd, long address, long addressLength) {
        return 0;
    }

    @Override
    public int setsockopt(int fd, int level, int option, long value, int valueLength) {
        isJoining |= option == Segments.UDP_GRO;
        options.add(level + ":" + option + "=" + new UnsafeBuffer(value, valueLength).getInt(0));
        return option == unknownOption ? -Errno.ENOPROTOOPT : 0;
    }

    @Override
    public int getsockopt(int fd, int level, int option, long value, long valueLength) {
        return 0;
    }

    @Override
    public int sendmsg(int fd, long message, int flags) {
        UnsafeBuffer header = new UnsafeBuffer(message, MessageHeader.LENGTH);
        byte[] data = data(header);
        if (header.getLong(40) == 0) {
            return take(SendPath.SINGLE, "", data, new byte[0]);
        }
        UnsafeBuffer control = new UnsafeBuffer(header.getLong(32), Segments.SEND_CONTROL_LENGTH);
        assert control.getLong(0) == 18 && control.getInt(8) == 17 && control.getInt(12) == 103;
        int segmentLength = Short.toUnsignedInt(control.getShort(16));
        assert data.length <= Segments.MAX_LENGTH && data.length <= segmentLength * Segments.MAX_COUNT;
        if (header.getInt(8) > 0) {
            int port = Short.toUnsignedInt(new UnsafeBuffer(header.getLong(0), 8).getShort(2, ByteOrder.BIG_ENDIAN));
            if (segmentLength > longest.getOrDefault(port, Integer.MAX_VALUE)) {
                return -Errno.EMSGSIZE;
            }
        }
        byte[] joined = SegmentsTest.message(20, Segments.SOL_UDP, Segments.UDP_GRO, segmentLength);
        return take(SendPath.SEGMENTS, segmentLength + "x", data, joined);
    }

    @Override
    public int sendmmsg(int fd, long messages, int count, int flags) {
        int taken = 0;
        for (int i = 0; i < count; i++) {
            UnsafeBuffer header = new UnsafeBuffer(messages + i * MessageHeader.LENGTH, MessageHeader.LENGTH);
            int result = take(SendPath.MESSAGES, "", data(header), new byte[0]);
            if (result < 0) {
                return taken == 0 ? result : taken;
            }
            taken++;
        }
        return taken;
    }

    @Override
    public int recvmmsg(int fd, long messages, int count, int flags) {
        asked.add("recvmmsg");
        int received = 0;
        while (received < count && !arriving.isEmpty()) {
            write(
                    new UnsafeBuffer(messages + received * MessageHeader.LENGTH, MessageHeader.LENGTH),
                    arriving.remove());
            received++;
        }
        return received == 0 ? -Errno.EAGAIN : received;
    }

    @Override
    public int epollCreate() {
        return 4;
    }

    @Override
    public int epollControl(int poll, int operation, int fd, long event) {
        found = fd;
        return 0;
    }

    @Override
    public int epollWait(int poll, long events, int maxEvents, int timeoutMs) {
        asked.add("epoll_wait");
        new UnsafeBuffer(events, ReadyPorts.EVENT_LENGTH).putLong(ReadyPorts.DATA, found);
        return !waits.isEmpty() ? waits.remove() : arriving.isEmpty() ? 0 : 1;
    }

    @Override
    public int epollWaitUntil(int poll, long events, int maxEvents, long timeout) {
        UnsafeBuffer time = new UnsafeBuffer(timeout, 2 * Long.BYTES);
        waited.add(time.getLong(0) * 1_000_000_000 + time.getLong(Long.BYTES));
        return canWait ? epollWait(poll, events, maxEvents, 0) : -Errno.ENOSYS;
    }

    @Override
    public int timerSlack(long slackNs) {
        this.slackNs = slackNs;
        return 0;
    }

    @Override
    public int eventCreate() {
        return 5;
    }

    @Override
    public int eventWrite(int fd, long value) {
        assert fd == 5 && !closed.contains(5) : "written to what is closed";
        signals++;
        return 0;
    }

    @Override
    public int close(int fd) {
        closed.add(fd);
        return 0;
    }

    private int take(SendPath path, String how, byte[] data, byte[] control) {
        if (!pending.isEmpty()) {
            return -pending.remove();
        }
        Integer refusal = refusals.get(path);
        if (refusal != null) {
            return -refusal;
        }
        if (room == 0) {
            return -Errno.EAGAIN;
        }
        room--;
        sent.add(path + " " + how + new String(data, StandardCharsets.ISO_8859_1));
        if (loop != null) {
            byte[] arrived = isJoining && isJoiningWrong ? new byte[data.length] : loop.apply(data);
            arriving.add(new Message(arrived, control, 0));
        }
        return data.length;
    }

    private void write(UnsafeBuffer header, Message message) {
        assert header.getInt(48) == 0 : "flags are not as at the beginning";
        UnsafeBuffer name = new UnsafeBuffer(header.getLong(0), header.getInt(8));
        name.putShort(0, (short) SocketAddress.AF_INET);
        UnsafeBuffer piece = new UnsafeBuffer(header.getLong(16), MessageHeader.PIECE_LENGTH);
        UnsafeBuffer data = new UnsafeBuffer(piece.getLong(0), (int) piece.getLong(8));
        data.putBytes(0, message.bytes());
        UnsafeBuffer control = new UnsafeBuffer(header.getLong(32), (int) header.getLong(40));
        control.putBytes(0, message.control());
        header.putLong(40, message.control().length);
        header.putInt(48, message.flags());
        header.putInt(56, claimedLength < 0 ? message.bytes().length : claimedLength);
    }

    private static byte[] data(UnsafeBuffer header) {
        UnsafeBuffer piece = new UnsafeBuffer(header.getLong(16), MessageHeader.PIECE_LENGTH);
        byte[] data = new byte[(int) piece.getLong(8)];
        new UnsafeBuffer(piece.getLong(0), data.length).getBytes(0, data);
        return data;
    }
}
