package io.tradebus.core.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * The network of this machine, by which a datagram need not have arrived when the call that sends it returns. Used by the
 * thread that sends the datagrams in question.
 */
final class Loopback implements AutoCloseable {
    private final ByteBuffer marker = ByteBuffer.allocate(Long.BYTES);
    private final DatagramChannel channel;
    private long count;

    Loopback() {
        try {
            channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.connect(channel.getLocalAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a datagram behind all that this thread has sent, and returns when it has arrived. */
    void flush() {
        try {
            channel.write(marker.clear().putLong(0, ++count));
            do {
                channel.read(marker.clear());
            } while (marker.getLong(0) != count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
