package io.tradebus.core.simulation;

import io.tradebus.core.driver.media.DatagramHandler;
import io.tradebus.core.driver.media.DatagramPort;
import io.tradebus.core.driver.media.PortSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A port of one node, with a buffer for what has arrived that can overflow. */
final class SimulatedPort implements DatagramPort {
    /** Datagrams are handed over with something before them, since nobody may rely on an offset of 0. */
    private static final int OFFSET = 64;

    private static final byte STALE = (byte) 0xA5;

    private final SimulatedPorts node;
    private final PortSettings settings;
    private final InetSocketAddress local;
    private final InetSocketAddress groupSource;
    private final Deque<Flight> inbox = new ArrayDeque<>();
    private final UnsafeBuffer received = new UnsafeBuffer(new byte[OFFSET + MAX_DATAGRAM_LENGTH]);
    private @Nullable InetSocketAddress peer;
    private long inboxBytes;
    private long refused;
    private boolean isClosed;

    SimulatedPort(SimulatedPorts node, PortSettings settings, InetSocketAddress local) {
        this.node = node;
        this.settings = settings;
        this.local = local;
        peer = settings.peer();
        boolean hasSocketToSend = settings.multicast() != null && peer != null;
        groupSource = new InetSocketAddress(node.address(), hasSocketToSend ? node.choosePort() : local.getPort());
        received.setMemory(0, received.capacity(), STALE);
    }

    /** The node it is on. */
    String node() {
        return node.name();
    }

    /** The address that others see. */
    InetSocketAddress sourceFor(InetSocketAddress target) {
        if (target.getAddress().isLoopbackAddress()) {
            return new InetSocketAddress(target.getAddress(), local.getPort());
        }
        return groupSource;
    }

    boolean isMember(InetAddress group, int port) {
        PortSettings.Multicast multicast = settings.multicast();
        return multicast != null && multicast.joinedGroup().equals(group) && local.getPort() == port;
    }

    boolean isTarget(Flight flight) {
        InetSocketAddress target = flight.target();
        if (target.getAddress().isMulticastAddress()) {
            return isMember(target.getAddress(), target.getPort());
        }
        boolean isBound = local.getPort() == target.getPort()
                && (local.getAddress().isAnyLocalAddress() || local.getAddress().equals(target.getAddress()));
        return isBound && (!isConnected() || flight.source().equals(peer));
    }

    /** Takes a datagram; false when there is no room. */
    boolean arrive(Flight flight) {
        if (inboxBytes + flight.length() > receiveBufferLength()) {
            return false;
        }
        inbox.add(flight);
        inboxBytes += flight.length();
        return true;
    }

    void onRefused(Flight flight) {
        if (isConnected()
                && flight.source().equals(sourceFor(flight.target()))
                && flight.target().equals(peer)) {
            refused++;
        }
    }

    @Override
    public int send(ByteBuffer run, int segmentLength, @Nullable InetSocketAddress target) {
        InetSocketAddress to = target == null ? peer : target;
        if (to == null) {
            throw new IllegalArgumentException("no target, and no peer: " + local);
        }
        requireOpen();
        assert target == null || !isConnected() || target.equals(peer) : target + " is not " + peer;
        assert run.remaining() <= MAX_DATAGRAM_LENGTH || segmentLength <= MAX_DATAGRAM_LENGTH : segmentLength;
        int start = run.position();
        while (run.hasRemaining()) {
            byte[] bytes = new byte[Math.min(segmentLength, run.remaining())];
            run.get(run.position(), bytes);
            if (!node.send(this, to, bytes)) {
                break;
            }
            run.position(run.position() + bytes.length);
        }
        return run.position() - start;
    }

    @Override
    public boolean hasFailed() {
        return false;
    }

    @Override
    public int receive(DatagramHandler handler, int limit) {
        int bytes = 0;
        for (int i = 0; i < limit && !inbox.isEmpty(); i++) {
            Flight flight = inbox.remove();
            int length = flight.length();
            inboxBytes -= length;
            bytes += length;
            received.putBytes(OFFSET, flight.frame(), 0, length);
            handler.onDatagram(received, OFFSET, length, flight.source());
        }
        return bytes;
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public void connect(InetSocketAddress remote) {
        if (peer == null) {
            throw new IllegalStateException("a port without a peer sends to anybody: " + local);
        }
        peer = remote;
    }

    @Override
    public int sendBufferLength() {
        return granted(settings.sendBufferLength());
    }

    @Override
    public int receiveBufferLength() {
        return granted(settings.receiveBufferLength());
    }

    @Override
    public long refusedCount() {
        return refused;
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            inbox.clear();
            node.onClosed(this);
        }
    }

    private boolean isConnected() {
        return settings.isConnected() && peer != null && settings.multicast() == null;
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("port is closed: " + local);
        }
    }

    private int granted(int wanted) {
        return wanted == 0 ? SimulatedPorts.DEFAULT_BUFFER_LENGTH : node.probe().effectiveReceiveLength(wanted);
    }
}
