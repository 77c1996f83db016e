package io.tradebus.core.driver.receiver;

import io.tradebus.core.format.log.LogMetadata;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one image, at most one for each transport of its endpoint. To where a connection answers is known
 * when the first frame comes by its transport, or before that where the channel says it, and stays the same. See {@code
 * docs/wire-protocol.md#multi-destination-subscription-mds}.
 */
final class Connections {
    private final ReceiveEndpoint endpoint;
    private @Nullable Connection[] byIndex = new Connection[1];

    Connections(ReceiveEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** A sender is answered at an address from now on, if none is answered by the transport yet. */
    void add(Transport transport, InetSocketAddress control, long nowNs) {
        if (find(transport) == null) {
            connect(transport, control, nowNs);
        }
    }

    /** A frame was taken. Returns the connection by which it came. */
    Connection onFrame(Transport transport, InetSocketAddress source, long nowNs) {
        Connection connection = find(transport);
        if (connection == null) {
            return connect(transport, transport.controlOf(source), nowNs);
        }
        connection.onFrame(nowNs);
        return connection;
    }

    /** The sender that is heard by a transport offers the stream from a position on. */
    void onOffered(Transport transport, long position) {
        Connection connection = find(transport);
        if (connection != null) {
            connection.onOffered(position);
        }
    }

    /** The sender that is heard by a transport has sent up to a position. */
    void onSent(Transport transport, long position) {
        Connection connection = find(transport);
        if (connection != null) {
            connection.onSent(position);
        }
    }

    /** The sender that is heard by a transport said that the stream ends at a position. */
    void onEnd(Transport transport, long position, boolean isRevoked) {
        Connection connection = find(transport);
        if (connection != null) {
            connection.onEnd(position, isRevoked);
        }
    }

    /** Whether any of them has said that the publication was taken back. */
    boolean isRevoked() {
        for (Connection connection : byIndex) {
            if (connection != null && connection.isRevoked()) {
                return true;
            }
        }
        return false;
    }

    /** A transport is closed. */
    void forget(Transport transport) {
        if (transport.index() < byIndex.length) {
            byIndex[transport.index()] = null;
        }
    }

    boolean isAnyActive(long nowNs) {
        for (Connection connection : byIndex) {
            if (connection != null && connection.isActive(nowNs)) {
                return true;
            }
        }
        return false;
    }

    /** How many brought something in the last {@code timeoutNs} nanoseconds. */
    int activeCount(long nowNs, long timeoutNs) {
        int count = 0;
        for (Connection connection : byIndex) {
            if (connection != null && connection.isActive(nowNs, timeoutNs)) {
                count++;
            }
        }
        return count;
    }

    /**
     * Where the stream ends: the furthest position that was said, once all connections have said one, and all transports
     * have a connection. {@link LogMetadata#NOT_ENDED} until then.
     */
    long endPosition() {
        long end = LogMetadata.NOT_ENDED;
        for (int i = 0; i < endpoint.transportCount(); i++) {
            Transport transport = endpoint.transport(i);
            if (transport != null) {
                Connection connection = find(transport);
                if (connection == null || connection.endPosition() == LogMetadata.NOT_ENDED) {
                    return LogMetadata.NOT_ENDED;
                }
                long position = connection.endPosition();
                end = end == LogMetadata.NOT_ENDED ? position : Math.max(end, position);
            }
        }
        return end;
    }

    /** One more than the highest index. */
    int size() {
        return byIndex.length;
    }

    /** The connection of a transport if there is one and it is active. */
    @Nullable Connection active(int index, long nowNs) {
        Connection connection = byIndex[index];
        return connection != null && connection.isActive(nowNs) ? connection : null;
    }

    /** Sends one frame to each that is active, and returns to how many. */
    int send(ByteBuffer buffer, int offset, int length, long nowNs) {
        int count = 0;
        for (int i = 0; i < byIndex.length; i++) {
            Connection connection = active(i, nowNs);
            if (connection != null && connection.send(buffer, offset, length)) {
                count++;
            }
        }
        return count;
    }

    private @Nullable Connection find(Transport transport) {
        return transport.index() < byIndex.length ? byIndex[transport.index()] : null;
    }

    private Connection connect(Transport transport, InetSocketAddress control, long nowNs) {
        int index = transport.index();
        if (index >= byIndex.length) {
            byIndex = Arrays.copyOf(byIndex, index + 1);
        }
        Connection connection = new Connection(transport.control(), control, nowNs);
        byIndex[index] = connection;
        return connection;
    }
}
