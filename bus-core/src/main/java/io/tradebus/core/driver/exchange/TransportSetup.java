package io.tradebus.core.driver.exchange;

import io.tradebus.core.driver.media.DatagramPort;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A socket that an endpoint receives by: the only one, or that of a destination.
 *
 * @param transportId by which it is spoken of; the same for nothing else of its endpoint, not even afterwards
 * @param port its sockets, which are the receiver's from now on
 * @param groupControl where status messages of a multicast group go, or null: to where data comes from
 * @param solicited where streams are asked for that do not come by themselves, or null
 * @param resolvableControl {@code host:port} that {@code solicited} comes from, to be resolved again when nothing is heard
 *     any more, or null
 * @param ttl time to live of the transport's own datagrams, 0 if it is the system's default
 */
public record TransportSetup(
        long transportId,
        DatagramPort port,
        @Nullable InetSocketAddress groupControl,
        @Nullable InetSocketAddress solicited,
        @Nullable String resolvableControl,
        int ttl) {
    /** The transport of an endpoint that has a socket of its own. */
    public static final long OWN = 0;
}
