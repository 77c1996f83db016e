package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.media.UdpChannel;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Something that is reached by a name, which may lead elsewhere one day. */
interface ResolvedName {
    UdpChannel channel();

    /** Where the name leads now, or null if that is where it led at first. */
    @Nullable InetSocketAddress redirectedTo();

    void redirectedTo(InetSocketAddress address);

    /** Whether nobody needs to know any more. */
    boolean isClosing();
}
