package io.tradebus.core.driver.media;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one endpoint or of one destination of a subscription. The conductor opens it, then hands it over to the
 * sender or the receiver, which is the only thread to use it from then on; what is never handed over is closed by the
 * conductor.
 *
 * <p>Never blocks. Once it is open nothing is thrown for what the network does: a failure goes to the {@link
 * PortListener}, once for each distinct cause.
 */
public interface DatagramPort extends AutoCloseable {
    /** The largest datagram in bytes that is sent or received. */
    int MAX_DATAGRAM_LENGTH = 65_504;

    /**
     * Sends {@code run.position()} to {@code run.limit()}, cut into datagrams of {@code segmentLength} bytes, of which the
     * last may be shorter, in order.
     *
     * <p>Afterwards the position is behind what was taken; the limit is as before.
     *
     * @param target where to, or null for the peer that the port was opened for
     * @return bytes taken, always of whole datagrams; less than all when the system has no room or does not send
     */
    int send(ByteBuffer run, int segmentLength, @Nullable InetSocketAddress target);

    /**
     * How many datagrams of a run go in one call, to the peer or, if there is none, to whoever takes the fewest; 1 if each
     * has its price.
     *
     * @param segmentLength of each of them in bytes, at most
     */
    default int datagramsPerCall(int segmentLength) {
        return 1;
    }

    /**
     * Whether the last {@link #send} took less than it was given because the system does not send there, say for want of a
     * route, and not because there was no room at the moment.
     */
    boolean hasFailed();

    /**
     * Hands over datagrams that have arrived, empty ones too.
     *
     * @param limit the most datagrams to hand over; what the system hands over in one piece counts as one
     * @return bytes received
     */
    int receive(DatagramHandler handler, int limit);

    /** The address it is bound to, with the port that the system chose if it was to choose. */
    InetSocketAddress localAddress();

    /** Has another peer from now on, since the name of the one before leads elsewhere. Only for a port with a peer. */
    void connect(InetSocketAddress remote);

    /** SO_SNDBUF in bytes as the system granted it. */
    int sendBufferLength();

    /** SO_RCVBUF in bytes as the system granted it. */
    int receiveBufferLength();

    /**
     * How often the peer's machine said that nobody listens there. Any thread may read it; the value may be a little
     * old.
     */
    long refusedCount();

    /** Closes the sockets. A second call does nothing. */
    @Override
    void close();
}
