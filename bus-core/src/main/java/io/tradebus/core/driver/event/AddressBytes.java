package io.tradebus.core.driver.event;

import io.tradebus.core.driver.media.AddressText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses as they lie in records of events. */
final class AddressBytes {
    private AddressBytes() {}

    /** Host and port; empty when there is no host. */
    static String text(byte[] host, int port) {
        if (host.length == 0) {
            return "";
        }
        try {
            return AddressText.of(new InetSocketAddress(InetAddress.getByAddress(host), port));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + host.length + " bytes", e);
        }
    }
}
