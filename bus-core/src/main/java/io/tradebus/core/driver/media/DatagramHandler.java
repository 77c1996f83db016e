package io.tradebus.core.driver.media;

import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes datagrams that arrive. */
@FunctionalInterface
public interface DatagramHandler {
    /**
     * Takes one datagram.
     *
     * @param buffer holds it, only during the call
     * @param offset of its first byte
     * @param length in bytes, 0 for an empty one
     * @param source where it came from
     */
    void onDatagram(UnsafeBuffer buffer, int offset, int length, InetSocketAddress source);
}
