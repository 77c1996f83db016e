package io.tradebus.core.driver.media;

import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The interfaces that the system has at the time of asking. */
public final class SystemInterfaces implements InterfaceSearch {
    /**
     * {@inheritDoc}
     *
     * @throws PortException if the system does not say
     */
    @Override
    public List<InterfaceInfo> all() {
        try {
            List<InterfaceInfo> infos = new ArrayList<>();
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                infos.add(info(each));
            }
            return infos;
        } catch (SocketException e) {
            throw new PortException("could not list the network interfaces: " + e.getMessage(), e);
        }
    }

    private static InterfaceInfo info(NetworkInterface found) throws SocketException {
        List<InterfaceInfo.Address> addresses = new ArrayList<>();
        for (InterfaceAddress each : found.getInterfaceAddresses()) {
            addresses.add(new InterfaceInfo.Address(each.getAddress(), each.getNetworkPrefixLength()));
        }
        return new InterfaceInfo(
                found.getName(), found.isUp(), found.isLoopback(), found.supportsMulticast(), addresses);
    }
}
