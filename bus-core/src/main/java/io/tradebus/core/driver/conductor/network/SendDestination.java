package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.format.channel.HostAndPort;
import java.net.InetSocketAddress;

/** An address that a client has named for publications to be sent to. */
final class SendDestination {
    private final long registrationId;
    private final HostAndPort name;
    private InetSocketAddress address;

    /**
     * @param registrationId the request by which it was named
     * @param address where the name leads, unresolved while it is not known
     */
    SendDestination(long registrationId, HostAndPort name, InetSocketAddress address) {
        this.registrationId = registrationId;
        this.name = name;
        this.address = address;
    }

    long registrationId() {
        return registrationId;
    }

    HostAndPort name() {
        return name;
    }

    InetSocketAddress address() {
        return address;
    }

    /** The name leads elsewhere now. */
    void address(InetSocketAddress newAddress) {
        address = newAddress;
    }
}
