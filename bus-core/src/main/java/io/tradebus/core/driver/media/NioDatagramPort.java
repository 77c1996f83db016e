package io.tradebus.core.driver.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.CloseHelper;
import org.jspecify.annotations.Nullable;

/**
 * A port on sockets of the system: one to send and receive, or one for each. One system call a datagram.
 *
 * <p>A socket that is connected learns that nobody listens at the other end: the next call fails and, when it was to
 * send, sends nothing. That failure tells of an earlier datagram, so the present one is sent again at once.
 */
final class NioDatagramPort implements DatagramPort {
    private static final int SEND_ATTEMPTS = 2;

    private final AtomicLong refused = new AtomicLong();
    private final DatagramChannel sending;
    private final DatagramChannel receiving;
    private final ReportedFailures failures;
    private final InetSocketAddress localAddress;
    private final int sendBufferLength;
    private final int receiveBufferLength;
    private @Nullable InetSocketAddress peer;
    private boolean isConnected;
    private boolean hasFailed;
    private @Nullable ReceiveBuffer ownBuffer;

    /**
     * Takes over channels that are open, bound and, if they are to be, connected.
     *
     * @param sending what sends, which may be what receives
     * @param peer where datagrams go that have no other target, or null
     */
    NioDatagramPort(
            DatagramChannel sending,
            DatagramChannel receiving,
            @Nullable InetSocketAddress peer,
            ReportedFailures failures)
            throws IOException {
        this.sending = sending;
        this.receiving = receiving;
        this.peer = peer;
        this.failures = failures;
        isConnected = sending.isConnected();
        localAddress = (InetSocketAddress) receiving.getLocalAddress();
        sendBufferLength = sending.getOption(StandardSocketOptions.SO_SNDBUF);
        receiveBufferLength = receiving.getOption(StandardSocketOptions.SO_RCVBUF);
    }

    @Override
    public int send(ByteBuffer run, int segmentLength, @Nullable InetSocketAddress target) {
        int start = run.position();
        int end = run.limit();
        int sent = start;
        hasFailed = false;
        while (sent < end) {
            int segmentEnd = end - sent > segmentLength ? sent + segmentLength : end;
            run.limit(segmentEnd).position(sent);
            if (!sendOne(run, target)) {
                break;
            }
            sent = segmentEnd;
        }
        run.limit(end).position(sent);
        return sent - start;
    }

    @Override
    public boolean hasFailed() {
        return hasFailed;
    }

    @Override
    public int receive(DatagramHandler handler, int limit) {
        ReceiveBuffer buffer = ownBuffer;
        if (buffer == null) {
            buffer = new ReceiveBuffer();
            ownBuffer = buffer;
        }
        return receive(handler, limit, buffer);
    }

    /** As {@link #receive(DatagramHandler, int)}, with the buffer of the caller. */
    int receive(DatagramHandler handler, int limit, ReceiveBuffer buffer) {
        int bytes = 0;
        for (int i = 0; i < limit; i++) {
            InetSocketAddress source = receiveOne(buffer.cleared());
            if (source == null) {
                break;
            }
            int length = buffer.length();
            bytes += length;
            handler.onDatagram(buffer.view(), 0, length, source);
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
        CloseHelper.quietCloseAll(sending, receiving);
    }

    /** What sends. */
    DatagramChannel sending() {
        return sending;
    }

    /** What a selector waits on. */
    DatagramChannel receiving() {
        return receiving;
    }

    private boolean sendOne(ByteBuffer datagram, @Nullable InetSocketAddress target) {
        int length = datagram.remaining();
        for (int i = 0; i < SEND_ATTEMPTS; i++) {
            try {
                return transmit(datagram, target) == length;
            } catch (PortUnreachableException e) {
                refused.lazySet(refused.get() + 1);
            } catch (IOException | UnresolvedAddressException | UnsupportedAddressTypeException e) {
                onSendFailure(target, e);
                break;
            }
        }
        hasFailed = true;
        return false;
    }

    private int transmit(ByteBuffer datagram, @Nullable InetSocketAddress target) throws IOException {
        if (isConnected) {
            assert target == null || target.equals(peer) : target;
            return sending.write(datagram);
        }
        return sending.send(datagram, target == null ? peer() : target);
    }

    private @Nullable InetSocketAddress receiveOne(ByteBuffer buffer) {
        try {
            return (InetSocketAddress) receiving.receive(buffer);
        } catch (PortUnreachableException e) {
            refused.lazySet(refused.get() + 1);
        } catch (ClosedChannelException e) {
            // The port was closed by its owner; there is nothing to tell.
        } catch (IOException e) {
            failures.onReceive(localAddress, e);
        }
        return null;
    }

    private void onSendFailure(@Nullable InetSocketAddress target, Exception failure) {
        if (sending.isOpen()) {
            failures.onSend(target == null ? peer() : target, failure);
        }
    }

    private void reconnect(InetSocketAddress remote) {
        try {
            sending.disconnect();
            sending.connect(remote);
        } catch (IOException | UnresolvedAddressException | UnsupportedAddressTypeException e) {
            isConnected = false;
            failures.onConnect(remote, e);
        }
    }

    private InetSocketAddress peer() {
        InetSocketAddress peer = this.peer;
        if (peer == null) {
            throw new IllegalArgumentException("no target, and no peer: " + AddressText.of(localAddress));
        }
        return peer;
    }
}
