package io.tradebus.core.driver.media;

import java.net.InetAddress;
import java.util.List;

/**
 * A network interface of this machine, as far as channels choose by it.
 *
 * @param name as the system calls it, such as {@code eth0}
 * @param isUp whether it is in operation
 * @param isLoopback whether it leads back to this machine
 * @param isMulticastCapable whether it carries multicast
 * @param addresses its addresses in the system's order
 */
public record InterfaceInfo(
        String name, boolean isUp, boolean isLoopback, boolean isMulticastCapable, List<Address> addresses) {
    public InterfaceInfo {
        addresses = List.copyOf(addresses);
    }

    /**
     * One address of an interface.
     *
     * @param address the address itself
     * @param prefixLength leading bits that are the same in its whole network
     */
    public record Address(InetAddress address, int prefixLength) {}
}
