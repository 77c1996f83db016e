package io.tradebus.spring.autoconfigure.diagnostics;

import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.stream.Collectors;

/** The network interfaces of this host, for somebody who chose an address that is not among them. */
final class HostInterfaces {
    private HostInterfaces() {}

    /** Names and addresses of those in operation, such as {@code lo 127.0.0.1/8, eth0 10.0.0.5/24}. */
    static String describe() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(HostInterfaces::isUp)
                    .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                    .map(HostInterfaces::describe)
                    .collect(Collectors.joining(", "));
        } catch (SocketException e) {
            return "unknown (" + e.getMessage() + ")";
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (SocketException e) {
            return false;
        }
    }

    private static String describe(NetworkInterface network) {
        return network.getInterfaceAddresses().stream()
                .map(HostInterfaces::describe)
                .collect(Collectors.joining(" ", network.getName() + " ", ""));
    }

    private static String describe(InterfaceAddress address) {
        String text = address.getAddress().getHostAddress();
        int scope = text.indexOf('%');
        return (scope < 0 ? text : text.substring(0, scope)) + "/" + address.getNetworkPrefixLength();
    }
}
