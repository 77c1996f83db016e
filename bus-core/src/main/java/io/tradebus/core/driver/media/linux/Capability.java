package io.tradebus.core.driver.media.linux;

import io.tradebus.core.driver.media.DatagramPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel does when it is asked, found out by datagrams from one socket of the loopback interface to another.
 *
 * @param path the best one to send by that is not refused there
 * @param joinsDatagrams whether received datagrams come joined, with the length by which to take them apart
 */
record Capability(SendPath path, boolean joinsDatagrams) {
    private static final int COUNT = 3;
    private static final int SEGMENT_LENGTH = 64;
    private static final int LENGTH = (COUNT - 1) * SEGMENT_LENGTH + SEGMENT_LENGTH / 2;
    private static final int WAIT_MS = 2_000;
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /**
     * Tries it.
     *
     * @return null if datagrams do not come through as they were sent, however it is tried
     */
    static @Nullable Capability probe(Kernel kernel) {
        Capability joining = probe(kernel, true);
        return joining != null ? joining : probe(kernel, false);
    }

    private static @Nullable Capability probe(Kernel kernel, boolean isJoining) {
        int family = SocketAddress.family(LOOPBACK.getAddress());
        try (LinuxSocket receiving = LinuxSocket.open(kernel, family);
                LinuxSocket sending = LinuxSocket.open(kernel, family);
                ReadyPorts ready = new ReadyPorts(kernel)) {
            if (isJoining && !receiving.joinsDatagrams()) {
                return null;
            }
            receiving.bind(LOOPBACK);
            sending.bind(LOOPBACK);
            sending.connect(receiving.localAddress());
            MessageSender sender = new MessageSender(kernel, SendPath.SEGMENTS, (refused, next, errno) -> {});
            sender.target(sending.fd(), 0, 0);
            ready.add(receiving.fd());
            return comesThrough(sender, receiving, ready, kernel) ? new Capability(sender.path(), isJoining) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean comesThrough(MessageSender sender, LinuxSocket receiving, ReadyPorts ready, Kernel kernel) {
        UnsafeBuffer run = NativeMemory.allocate(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            run.putByte(i, (byte) i);
        }
        int sent = 0;
        while (sent < LENGTH) {
            int result = sender.send(NativeMemory.address(run, sent), LENGTH - sent, SEGMENT_LENGTH);
            if (result <= 0) {
                return false;
            }
            sent += result;
        }
        Check check = new Check();
        ReceiveMemory memory = new ReceiveMemory();
        SourceCache sources = new SourceCache();
        while (check.count < COUNT && check.isRight && ready.await(WAIT_MS) > 0) {
            int count = kernel.recvmmsg(
                    receiving.fd(),
                    memory.prepare(ReceiveMemory.MAX_MESSAGES),
                    ReceiveMemory.MAX_MESSAGES,
                    Kernel.MSG_DONTWAIT);
            boolean isWhole = count > 0;
            for (int i = 0; i < count; i++) {
                isWhole &= memory.handOver(i, DatagramPort.MAX_DATAGRAM_LENGTH, check::onDatagram, sources) > 0;
            }
            // Read only now: whether datagrams are right is known once they were handed over.
            check.isRight &= isWhole;
        }
        return check.isRight && check.count == COUNT;
    }

    /** Compares what comes with what was sent. */
    private static final class Check {
        private boolean isRight = true;
        private int count;

        void onDatagram(UnsafeBuffer buffer, int offset, int length, InetSocketAddress source) {
            int start = count++ * SEGMENT_LENGTH;
            isRight &= count <= COUNT && length == Math.min(SEGMENT_LENGTH, LENGTH - start);
            for (int i = 0; i < length && isRight; i++) {
                isRight = buffer.getByte(offset + i) == (byte) (start + i);
            }
        }
    }
}
