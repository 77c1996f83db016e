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
 * @param joining whether received datagrams come joined, with the length by which to take them apart
 */
record Capability(SendPath path, Joining joining) {
    private static final int COUNT = 3;
    private static final int SEGMENT_LENGTH = 64;
    private static final int LENGTH = (COUNT - 1) * SEGMENT_LENGTH + SEGMENT_LENGTH / 2;
    private static final int WAIT_MS = 100;
    /** How often nothing may come in that time, or somebody interrupts. */
    private static final int MAX_WAITS = 10;

    private static final MessageSender.PathListener NOBODY = new MessageSender.PathListener() {
        @Override
        public void onRefused(SendPath refused, SendPath next, int errno) {
            // The sender knows what is left.
        }

        @Override
        public void onForgotten(SendPath lowered) {
            // It ends here.
        }
    };

    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /** What a kernel does with datagrams that follow each other. */
    enum Joining {
        WORKS,
        /** It has not heard of that. */
        UNKNOWN,
        /** It says that it does it, but the datagrams do not come through. */
        FAILS
    }

    /** Whether datagrams are to come joined. */
    boolean joinsDatagrams() {
        return joining == Joining.WORKS;
    }

    /**
     * Tries it. Waits for what was sent for up to a second each time.
     *
     * @return null if datagrams do not come through as they were sent, however it is tried
     */
    static @Nullable Capability probe(Kernel kernel) {
        Capability joining = probe(kernel, Joining.WORKS);
        if (joining == null) {
            return probe(kernel, Joining.FAILS);
        }
        return joining;
    }

    private static @Nullable Capability probe(Kernel kernel, Joining joining) {
        int family = SocketAddress.family(LOOPBACK.getAddress());
        try (LinuxSocket receiving = LinuxSocket.open(kernel, family);
                LinuxSocket sending = LinuxSocket.open(kernel, family);
                ReadyPorts ready = new ReadyPorts(kernel)) {
            boolean isKnown = joining != Joining.WORKS || receiving.joinsDatagrams();
            receiving.bind(LOOPBACK);
            sending.bind(LOOPBACK);
            sending.connect(receiving.localAddress());
            // What others send to a port that was theirs before is none of this.
            receiving.connect(sending.localAddress());
            SendTarget target = SendTarget.ofConnection();
            MessageSender sender = new MessageSender(kernel, SendPath.SEGMENTS, () -> 0, NOBODY);
            sender.target(sending.fd(), target);
            ready.add(receiving.fd());
            return comesThrough(sender, receiving, ready, kernel)
                    ? new Capability(sender.path(target, SEGMENT_LENGTH), isKnown ? joining : Joining.UNKNOWN)
                    : null;
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
        int interruptions = 0;
        while (sent < LENGTH) {
            int result = sender.send(NativeMemory.address(run, sent), LENGTH - sent, SEGMENT_LENGTH);
            if (result <= 0 && (!Errno.isWantOfRoom(-result) || ++interruptions == MAX_WAITS)) {
                return false;
            }
            sent += Math.max(0, result);
        }
        Check check = new Check();
        ReceiveMemory memory = new ReceiveMemory();
        SourceCache sources = new SourceCache();
        int waits = 0;
        while (check.count < COUNT && check.isRight && waits < MAX_WAITS) {
            if (ready.await(WAIT_MS) == 0 || !receive(receiving, kernel, memory, check, sources)) {
                waits++;
            }
        }
        return check.isRight && check.count == COUNT;
    }

    /** Returns whether something came. */
    private static boolean receive(
            LinuxSocket receiving, Kernel kernel, ReceiveMemory memory, Check check, SourceCache sources) {
        int count = kernel.recvmmsg(receiving.fd(), memory.prepare(), ReceiveMemory.MAX_MESSAGES, Kernel.MSG_DONTWAIT);
        memory.received(Math.max(0, count));
        boolean isWhole = true;
        for (int i = 0; i < count; i++) {
            isWhole &= memory.handOver(i, DatagramPort.MAX_DATAGRAM_LENGTH, check::onDatagram, sources) > 0;
        }
        // Read only now: whether datagrams are right is known once they were handed over.
        check.isRight &= isWhole;
        return count > 0;
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
