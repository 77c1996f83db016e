package io.tradebus.core.driver.media.linux;

import io.tradebus.core.driver.media.AddressText;
import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.ReportedFailures;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * A port on one socket of the system that sends and receives many datagrams in one call.
 *
 * <p>As any socket that is connected, it learns from a call that fails that nobody listens at the other end. That failure
 * tells of an earlier datagram, so the present ones are sent again at once.
 */
final class LinuxDatagramPort implements DatagramPort {
    private static final int ATTEMPTS = 3;

    /**
     * Messages of one call while datagrams come joined. More would keep the thread from telling the sender how far it may go
     * on, and the sender would wait.
     */
    private static final int MAX_JOINED_MESSAGES = 2;

    /** Bytes after which there is no other call in the same turn, for the same reason. */
    private static final int ENOUGH = ReceiveMemory.ROOM;

    /** Bytes of a message that is taken for one of several datagrams. */
    private static final int JOINED_LENGTH = 8_192;

    private final AtomicLong refused = new AtomicLong();
    private final LinuxSocket socket;
    private final Kernel kernel;
    private final MessageSender sender;
    private final TargetCache targets;
    private final SourceCache sources = new SourceCache();
    private final ReportedFailures failures;
    private final InetSocketAddress boundAddress;
    private final InetSocketAddress localAddress;
    private final int sendBufferLength;
    private final int receiveBufferLength;
    private @Nullable InetSocketAddress peer;
    private SendTarget connection = SendTarget.ofConnection();
    private boolean isConnected;
    private boolean hasFailed;
    private int messagesPerCall = ReceiveMemory.MAX_MESSAGES;
    private @Nullable ReceiveMemory ownMemory;
    private @Nullable ByteBuffer copy;

    /**
     * What the port is made of.
     *
     * @param kernel for the one thread that owns the port
     * @param socket open and bound, and connected if it is to be
     * @param peer where datagrams go that have no other target, or null
     * @param isConnected whether the socket is connected to the peer
     * @param bindAddress what the socket was bound to
     */
    record Parts(
            Kernel kernel,
            LinuxSocket socket,
            MessageSender sender,
            @Nullable InetSocketAddress peer,
            boolean isConnected,
            InetSocketAddress bindAddress) {}

    LinuxDatagramPort(Parts parts, ReportedFailures failures) throws IOException {
        socket = parts.socket();
        kernel = parts.kernel();
        sender = parts.sender();
        peer = parts.peer();
        isConnected = parts.isConnected();
        targets = new TargetCache(socket.family(), sender::forget);
        this.failures = failures;
        localAddress = socket.localAddress();
        boundAddress = new InetSocketAddress(parts.bindAddress().getAddress(), localAddress.getPort());
        sendBufferLength = socket.sendBufferLength();
        receiveBufferLength = socket.receiveBufferLength();
    }

    @Override
    public int send(ByteBuffer run, int segmentLength, @Nullable InetSocketAddress target) {
        hasFailed = false;
        int start = run.position();
        int length = run.remaining();
        if (length == 0 || !aimAt(target)) {
            return 0;
        }
        int sent = sendAll(address(run), length, segmentLength, target);
        run.position(start + sent);
        return sent;
    }

    @Override
    public int datagramsPerCall(int segmentLength) {
        SendPath path = peer == null ? sender.slowestPath(segmentLength) : sender.path(peerTarget(), segmentLength);
        return path.datagramsPerCall();
    }

    @Override
    public boolean hasFailed() {
        return hasFailed;
    }

    @Override
    public int receive(DatagramHandler handler, int limit) {
        ReceiveMemory memory = ownMemory;
        if (memory == null) {
            memory = new ReceiveMemory();
            ownMemory = memory;
        }
        return receive(handler, limit, memory);
    }

    /** As {@link #receive(DatagramHandler, int)}, into the memory of the caller. */
    int receive(DatagramHandler handler, int limit, ReceiveMemory memory) {
        int bytes = 0;
        int left = limit;
        while (left > 0 && bytes < ENOUGH && socket.isOpen()) {
            int wanted = Math.min(left, messagesPerCall);
            int count = Math.min(wanted, receiveMessages(memory, wanted));
            int received = 0;
            for (int i = 0; i < count; i++) {
                received += Math.max(0, handOver(memory, i, handler));
            }
            if (count > 0) {
                boolean isJoined = received > count * JOINED_LENGTH;
                messagesPerCall = isJoined ? MAX_JOINED_MESSAGES : ReceiveMemory.MAX_MESSAGES;
            }
            bytes += received;
            left = count < wanted ? 0 : left - count;
        }
        return bytes;
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public void connect(InetSocketAddress remote) {
        if (peer == null) {
            throw new IllegalStateException("a port without a peer sends to anybody: " + AddressText.of(localAddress));
        }
        peer = remote;
        // Another device may be on the way now.
        forgetTargets();
        if (isConnected) {
            reconnect(remote);
        }
    }

    @Override
    public int sendBufferLength() {
        return sendBufferLength;
    }

    @Override
    public int receiveBufferLength() {
        return receiveBufferLength;
    }

    @Override
    public long refusedCount() {
        return refused.get();
    }

    @Override
    public void close() {
        forgetTargets();
        socket.close();
    }

    /** Its number for the kernel, or {@link LinuxSocket#NONE} if it is closed. */
    int fd() {
        return socket.fd();
    }

    private int sendAll(long address, int length, int segmentLength, @Nullable InetSocketAddress target) {
        int sent = 0;
        int attempts = 0;
        while (sent < length) {
            int result = sender.send(address + sent, length - sent, segmentLength);
            if (result > 0) {
                sent += result;
                attempts = 0;
            } else if (!isWorthAnotherTry(-result, ++attempts)) {
                onNotSent(-result, target);
                break;
            }
        }
        return sent;
    }

    /** Whether it was something else that failed than the call itself. */
    private boolean isWorthAnotherTry(int errno, int attempts) {
        if (errno == Errno.ECONNREFUSED) {
            refused.lazySet(refused.get() + 1);
        }
        return attempts < ATTEMPTS && (errno == Errno.ECONNREFUSED || errno == Errno.EINTR);
    }

    private void onNotSent(int errno, @Nullable InetSocketAddress target) {
        hasFailed = !Errno.isWantOfRoom(errno);
        if (hasFailed && errno != Errno.ECONNREFUSED) {
            onSendFailure(target, Errno.exception(errno));
        }
    }

    private void onSendFailure(@Nullable InetSocketAddress target, Exception failure) {
        hasFailed = true;
        if (socket.isOpen()) {
            failures.onSend(target == null ? peer() : target, failure);
        }
    }

    /** Says where the next datagrams go. Returns whether they can go there. */
    private boolean aimAt(@Nullable InetSocketAddress target) {
        if (!socket.isOpen()) {
            onSendFailure(target, new ClosedChannelException());
            return false;
        }
        if (isConnected) {
            assert target == null || target.equals(peer) : target;
            sender.target(socket.fd(), connection);
            return true;
        }
        InetSocketAddress aim = target == null ? peer() : target;
        if (aim.isUnresolved()) {
            onSendFailure(target, new UnresolvedAddressException());
            return false;
        }
        if (!SocketAddress.isReachable(aim.getAddress(), socket.family())) {
            onSendFailure(target, new UnsupportedAddressTypeException());
            return false;
        }
        sender.target(socket.fd(), targets.get(aim));
        return true;
    }

    private int receiveMessages(ReceiveMemory memory, int count) {
        for (int i = 0; i < ATTEMPTS; i++) {
            int result = kernel.recvmmsg(socket.fd(), memory.prepare(), count, Kernel.MSG_DONTWAIT);
            if (result >= 0) {
                memory.received(result);
                return result;
            }
            if (!isWorthAnotherTry(-result, 0)) {
                onNotReceived(-result);
                break;
            }
        }
        return 0;
    }

    private void onNotReceived(int errno) {
        if (!Errno.isWantOfRoom(errno)) {
            failures.onReceive(localAddress, Errno.exception(errno));
        }
    }

    private int handOver(ReceiveMemory memory, int index, DatagramHandler handler) {
        int bytes = memory.handOver(index, MAX_DATAGRAM_LENGTH, handler, sources);
        if (bytes < 0) {
            failures.onReceive(localAddress, new IOException("the kernel does not say where datagrams begin"));
        }
        return bytes;
    }

    private void reconnect(InetSocketAddress remote) {
        try {
            if (remote.isUnresolved()) {
                throw new UnresolvedAddressException();
            }
            if (!SocketAddress.isReachable(remote.getAddress(), socket.family())) {
                throw new UnsupportedAddressTypeException();
            }
            socket.disconnect(boundAddress);
            socket.connect(remote);
        } catch (IOException | UnresolvedAddressException | UnsupportedAddressTypeException e) {
            isConnected = false;
            failures.onConnect(remote, e);
        }
    }

    private long address(ByteBuffer run) {
        ByteBuffer direct = run.isDirect() ? run : copyOf(run);
        return BufferUtil.address(direct) + direct.position();
    }

    /** What lies in the heap may be moved at any time. Streams never do. */
    private ByteBuffer copyOf(ByteBuffer run) {
        ByteBuffer memory = copy;
        if (memory == null || memory.capacity() < run.remaining()) {
            memory = ByteBuffer.allocateDirect(run.remaining());
            copy = memory;
        }
        return memory.clear().put(0, run, run.position(), run.remaining());
    }

    /** Where all that has no other target goes, or null as long as nothing went there. */
    private @Nullable SendTarget peerTarget() {
        InetSocketAddress known = peer;
        return isConnected ? connection : known == null ? null : targets.peek(known);
    }

    private void forgetTargets() {
        sender.forget(connection);
        connection = SendTarget.ofConnection();
        targets.clear();
    }

    private InetSocketAddress peer() {
        InetSocketAddress known = peer;
        if (known == null) {
            throw new IllegalArgumentException("no target, and no peer: " + AddressText.of(localAddress));
        }
        return known;
    }
}
