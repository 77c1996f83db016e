package io.tradebus.core.driver.exchange;

import io.tradebus.core.driver.media.DatagramPort;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A receiving endpoint that the receiver is to take over.
 *
 * @param endpointId by which it is spoken of; the same for nothing else in this driver
 * @param port its sockets, which are the receiver's from now on
 * @param receiverId by which senders tell it from other receivers
 * @param groupTag sent with each status message, or null
 * @param groupControl where status messages of a multicast group go, or null: to where data comes from
 * @param solicited where streams are asked for that do not come by themselves, or null
 * @param resolvableControl {@code host:port} that {@code solicited} comes from, to be resolved again when nothing is heard
 *     any more, or null
 * @param sessionLimit most images of one stream at the same time
 * @param ttl time to live of the endpoint's own datagrams, 0 if it is the system's default
 * @param receiveTimestampOffset see {@link io.tradebus.core.format.channel.TimestampOffset}
 * @param evidence what to count
 */
public record ReceiveEndpointSetup(
        long endpointId,
        DatagramPort port,
        long receiverId,
        @Nullable Long groupTag,
        @Nullable InetSocketAddress groupControl,
        @Nullable InetSocketAddress solicited,
        @Nullable String resolvableControl,
        int sessionLimit,
        int ttl,
        int receiveTimestampOffset,
        ReceiveEvidence evidence) {}
