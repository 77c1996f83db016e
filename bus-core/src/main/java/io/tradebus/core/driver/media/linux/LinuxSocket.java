package io.tradebus.core.driver.media.linux;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A datagram socket of the system and its options. Of one thread at a time. */
final class LinuxSocket implements AutoCloseable {
    /** In place of a number: closed. */
    static final int NONE = -1;

    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUF = 8;
    private static final int VALUE = 32;
    private static final int LENGTH = 40;
    private static final int MESSAGE = 64;
    private static final int PIECE = MESSAGE + MessageHeader.LENGTH;
    private static final int MEMORY_LENGTH = PIECE + MessageHeader.PIECE_LENGTH;
    private static final int MAX_DRAINED = 1024;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final int IPV6_MULTICAST_ALL = 29;
    private static final int IPPROTO_IP = 0;
    private static final int IP_MULTICAST_ALL = 49;

    /** An address, and behind it a value of an option and the length of either; then a message without room. */
    private final UnsafeBuffer memory = NativeMemory.allocate(MEMORY_LENGTH);

    private final Kernel kernel;
    private final int family;
    private int fd;

    private LinuxSocket(Kernel kernel, int family, int fd) {
        this.kernel = kernel;
        this.family = family;
        this.fd = fd;
    }

    /**
     * Opens one that does not block. One of IPv6 hears hosts of IPv4 too. None hears groups that others have joined, see
     * ip(7).
     */
    static LinuxSocket open(Kernel kernel, int family) throws IOException {
        LinuxSocket socket = new LinuxSocket(kernel, family, check(kernel.socket(family)));
        try {
            if (family == SocketAddress.AF_INET6) {
                check(socket.option(IPPROTO_IPV6, IPV6_V6ONLY, 0));
                checkKnown(socket.option(IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0));
            }
            checkKnown(socket.option(IPPROTO_IP, IP_MULTICAST_ALL, 0));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Its number, or {@link #NONE}. */
    int fd() {
        return fd;
    }

    int family() {
        return family;
    }

    boolean isOpen() {
        return fd != NONE;
    }

    void sendBufferLength(int length) throws IOException {
        check(option(SOL_SOCKET, SO_SNDBUF, length));
    }

    void receiveBufferLength(int length) throws IOException {
        check(option(SOL_SOCKET, SO_RCVBUF, length));
    }

    /** In bytes for those who use it: the kernel says twice that, since half of it is its own. See socket(7). */
    int sendBufferLength() throws IOException {
        return option(SO_SNDBUF) / 2;
    }

    /** As {@link #sendBufferLength()}. */
    int receiveBufferLength() throws IOException {
        return option(SO_RCVBUF) / 2;
    }

    /** Lets the kernel hand over many datagrams as one message. Returns whether it does. */
    boolean joinsDatagrams() {
        return option(Segments.SOL_UDP, Segments.UDP_GRO, 1) >= 0;
    }

    void bind(InetSocketAddress address) throws IOException {
        SocketAddress.write(memory, 0, address, family);
        check(kernel.bind(fd, NativeMemory.address(memory, 0), SocketAddress.length(family)));
    }

    /** From now on only that address is heard: what others have sent before is thrown away. */
    void connect(InetSocketAddress address) throws IOException {
        SocketAddress.write(memory, 0, address, family);
        check(kernel.connect(fd, NativeMemory.address(memory, 0), SocketAddress.length(family)));
        drain();
    }

    /**
     * Lets go of whom it is connected to, and keeps the port. The kernel may take the port back that it chose itself, see
     * connect(2).
     *
     * @param bound the address that was bound, with the port that it has
     */
    void disconnect(InetSocketAddress bound) throws IOException {
        memory.setMemory(0, SocketAddress.MAX_LENGTH, (byte) 0);
        check(kernel.connect(fd, NativeMemory.address(memory, 0), SocketAddress.length(family)));
        if (localAddress().getPort() == 0) {
            bind(bound);
        }
    }

    InetSocketAddress localAddress() throws IOException {
        memory.putInt(LENGTH, SocketAddress.MAX_LENGTH);
        check(kernel.getsockname(fd, NativeMemory.address(memory, 0), NativeMemory.address(memory, LENGTH)));
        return SocketAddress.read(memory, 0);
    }

    /** A second call does nothing. */
    @Override
    public void close() {
        if (fd != NONE) {
            kernel.close(fd);
            fd = NONE;
        }
    }

    static void closeQuietly(@Nullable LinuxSocket socket) {
        if (socket != null) {
            socket.close();
        }
    }

    private void drain() {
        MessageHeader.piece(memory, MESSAGE, NativeMemory.address(memory, PIECE));
        MessageHeader.describe(memory, PIECE, NativeMemory.address(memory, VALUE), 0);
        int count = 0;
        while (count < MAX_DRAINED
                && kernel.recvmmsg(fd, NativeMemory.address(memory, MESSAGE), 1, Kernel.MSG_DONTWAIT) > 0) {
            count++;
        }
    }

    private int option(int option) throws IOException {
        memory.putInt(LENGTH, Integer.BYTES);
        check(kernel.getsockopt(
                fd, SOL_SOCKET, option, NativeMemory.address(memory, VALUE), NativeMemory.address(memory, LENGTH)));
        return memory.getInt(VALUE);
    }

    private int option(int level, int option, int value) {
        memory.putInt(VALUE, value);
        return kernel.setsockopt(fd, level, option, NativeMemory.address(memory, VALUE), Integer.BYTES);
    }

    /** An old kernel may not have heard of an option. */
    private static void checkKnown(int result) throws IOException {
        if (result != -Errno.ENOPROTOOPT) {
            check(result);
        }
    }

    private static int check(int result) throws IOException {
        if (result < 0) {
            throw Errno.exception(-result);
        }
        return result;
    }
}
