package io.tradebus.core.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A network between the sockets of two drivers on one machine that loses, repeats and delays what it passes on, by
 * chances that are decided by a seed. A delayed datagram is overtaken by those that come after it.
 *
 * <p>A sender sends to {@link #port()}. For each sender the relay has a socket of its own towards the receiver, so that
 * the receiver's answers, which go to that socket, find back; they reach the sender from the port it sends to, which is
 * what a connected socket asks for. A thread of its own does the work.
 */
final class DatagramRelay implements AutoCloseable {
    private static final int MAX_DATAGRAM_LENGTH = 65_507;
    private static final int SOCKET_BUFFER_LENGTH = 2 << 20;
    private static final int BATCH = 64;
    private static final long PAUSE_NS = 20_000;
    private static final long IDLE_MS = 20;

    /**
     * What may happen to a datagram on its way, each with its chance from 0 to 1.
     *
     * @param maxDelayNs how long a delayed datagram is held at most, in nanoseconds
     */
    record Faults(double loss, double duplication, double delay, long maxDelayNs) {
        static final Faults NONE = new Faults(0, 0, 0, 0);

        static Faults percent(int loss, int duplication, int delay) {
            return new Faults(loss / 100.0, duplication / 100.0, delay / 100.0, TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** What happened to the datagrams of one direction. A datagram that was repeated is passed on twice. */
    record Counts(long arrived, long lost, long duplicated, long delayed, long passedOn, long unsent) {}

    /** Sees every datagram as it arrives, on the relay's thread. */
    interface Tap {
        void onDatagram(boolean isForward, ByteBuffer datagram);
    }

    private final Selector selector;
    private final DatagramChannel front;
    private final InetSocketAddress receiver;
    private final Direction forward;
    private final Direction back;
    private final Tap tap;
    private final List<Leg> legs = new ArrayList<>();
    private final PriorityQueue<Held> held = new PriorityQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM_LENGTH);
    private final Thread thread = new Thread(this::run, "datagram-relay");
    private volatile @Nullable Leg newestLeg;
    private volatile boolean isClosed;
    private volatile @Nullable Throwable failure;
    private long heldCount;

    private DatagramRelay(InetSocketAddress receiver, Faults forward, Faults back, long seed, Tap tap)
            throws IOException {
        this.receiver = receiver;
        this.forward = new Direction(forward, new Random(seed));
        this.back = new Direction(back, new Random(~seed));
        this.tap = tap;
        selector = Selector.open();
        front = open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        front.register(selector, SelectionKey.OP_READ);
    }

    /** Relays to {@code receiverPort} of this machine, with the same faults both ways. */
    static DatagramRelay start(int receiverPort, Faults faults, long seed) {
        return start(receiverPort, faults, faults, seed, (isForward, datagram) -> {});
    }

    static DatagramRelay start(int receiverPort, Faults forward, Faults back, long seed, Tap tap) {
        try {
            InetSocketAddress receiver = new InetSocketAddress(InetAddress.getLoopbackAddress(), receiverPort);
            DatagramRelay relay = new DatagramRelay(receiver, forward, back, seed, tap);
            relay.thread.setDaemon(true);
            relay.thread.start();
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where senders send to, on the loopback interface. */
    int port() {
        return front.socket().getLocalPort();
    }

    /** From senders to the receiver. */
    Counts forward() {
        return forward.counts();
    }

    /** From the receiver to senders. */
    Counts back() {
        return back.counts();
    }

    /** Sends this to the receiver as if the newest sender had, past all faults. Any thread. False if it was not sent. */
    boolean injectForward(ByteBuffer datagram) {
        return send(leg().towardsReceiver, datagram, receiver);
    }

    /** Sends this to the newest sender as if the receiver had, past all faults. Any thread. False if it was not sent. */
    boolean injectBack(ByteBuffer datagram) {
        return send(front, datagram, leg().sender);
    }

    /** The port of the newest sender's own socket. */
    int newestSenderPort() {
        return ((InetSocketAddress) leg().sender).getPort();
    }

    private Leg leg() {
        Leg leg = newestLeg;
        if (leg == null) {
            throw new IllegalStateException("no sender has been heard of");
        }
        return leg;
    }

    private void run() {
        try {
            while (!isClosed) {
                int work = passOnDue(System.nanoTime());
                work += selector.selectNow(this::receive);
                if (work == 0) {
                    idle();
                }
            }
        } catch (IOException | RuntimeException e) {
            if (!isClosed) {
                failure = e;
            }
        }
    }

    private void idle() throws IOException {
        if (held.isEmpty()) {
            selector.select(this::receive, IDLE_MS);
        } else {
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    private void receive(SelectionKey key) {
        try {
            for (int i = 0; i < BATCH; i++) {
                buffer.clear();
                SocketAddress source = ((DatagramChannel) key.channel()).receive(buffer);
                if (source == null) {
                    return;
                }
                buffer.flip();
                if (key.attachment() instanceof Leg leg) {
                    onAnswer(leg, source);
                } else {
                    onSent(source);
                }
            }
        } catch (ClosedChannelException e) {
            isClosed = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void onSent(SocketAddress source) throws IOException {
        Leg leg = legOf(source);
        tap.onDatagram(true, buffer.duplicate());
        forward.onDatagram(leg.towardsReceiver, receiver);
    }

    private void onAnswer(Leg leg, SocketAddress source) {
        if (source.equals(receiver)) {
            tap.onDatagram(false, buffer.duplicate());
            back.onDatagram(front, leg.sender);
        }
    }

    private Leg legOf(SocketAddress sender) throws IOException {
        for (Leg leg : legs) {
            if (leg.sender.equals(sender)) {
                return leg;
            }
        }
        Leg leg = new Leg(sender, open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        leg.towardsReceiver.register(selector, SelectionKey.OP_READ, leg);
        legs.add(leg);
        newestLeg = leg;
        return leg;
    }

    private int passOnDue(long nowNs) {
        int count = 0;
        for (Held next = held.peek(); next != null && nowNs - next.dueNs >= 0; next = held.peek()) {
            held.remove();
            next.direction.passOn(next.channel, ByteBuffer.wrap(next.datagram), next.target);
            count++;
        }
        return count;
    }

    private static boolean send(DatagramChannel channel, ByteBuffer datagram, SocketAddress target) {
        try {
            int length = datagram.remaining();
            return channel.send(datagram, target) == length;
        } catch (IOException e) {
            return false;
        }
    }

    private static DatagramChannel open(InetSocketAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_LENGTH);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_LENGTH);
        return channel.bind(address);
    }

    /** Ends the relay, and fails if it did not work to its end. */
    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
            selector.close();
            front.close();
            for (Leg leg : legs) {
                leg.towardsReceiver.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (failure != null) {
            throw new IllegalStateException("the relay failed", failure);
        }
    }

    /** A sender, and the socket by which the receiver knows it. */
    private record Leg(SocketAddress sender, DatagramChannel towardsReceiver) {}

    private record Held(
            long dueNs,
            long number,
            Direction direction,
            DatagramChannel channel,
            SocketAddress target,
            byte[] datagram)
            implements Comparable<Held> {
        @Override
        public int compareTo(Held other) {
            long difference = dueNs - other.dueNs;
            return difference != 0 ? Long.signum(difference) : Long.compare(number, other.number);
        }
    }

    /** One way through the relay. The relay's thread decides, anybody may read the counts. */
    private final class Direction {
        private final Faults faults;
        private final Random random;
        private final AtomicLong arrived = new AtomicLong();
        private final AtomicLong lost = new AtomicLong();
        private final AtomicLong duplicated = new AtomicLong();
        private final AtomicLong delayed = new AtomicLong();
        private final AtomicLong passedOn = new AtomicLong();
        private final AtomicLong unsent = new AtomicLong();

        Direction(Faults faults, Random random) {
            this.faults = faults;
            this.random = random;
        }

        /** Decides on the datagram in the buffer. Each datagram takes the same number of random values. */
        void onDatagram(DatagramChannel channel, SocketAddress target) {
            boolean isLost = random.nextDouble() < faults.loss;
            boolean isDuplicated = random.nextDouble() < faults.duplication;
            boolean isDelayed = random.nextDouble() < faults.delay;
            long delayNs = (long) (random.nextDouble() * faults.maxDelayNs);
            arrived.getAndIncrement();
            if (isLost) {
                lost.getAndIncrement();
                return;
            }
            if (isDuplicated) {
                duplicated.getAndIncrement();
                passOn(channel, buffer.duplicate(), target);
            }
            if (isDelayed) {
                delayed.getAndIncrement();
                byte[] copy = new byte[buffer.remaining()];
                buffer.get(buffer.position(), copy);
                held.add(new Held(System.nanoTime() + delayNs, heldCount++, this, channel, target, copy));
            } else {
                passOn(channel, buffer, target);
            }
        }

        void passOn(DatagramChannel channel, ByteBuffer datagram, SocketAddress target) {
            (send(channel, datagram, target) ? passedOn : unsent).getAndIncrement();
        }

        Counts counts() {
            return new Counts(arrived.get(), lost.get(), duplicated.get(), delayed.get(), passedOn.get(), unsent.get());
        }
    }
}
