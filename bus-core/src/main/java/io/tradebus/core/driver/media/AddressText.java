package io.tradebus.core.driver.media;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as they stand in messages and in labels of counters: {@code 127.0.0.1:4000}, {@code [0:0:0:0:0:0:0:1]:4000}. */
public final class AddressText {
    private AddressText() {}

    /** The address, or its name if it is not resolved, and the port. */
    public static String of(InetSocketAddress address) {
        InetAddress resolved = address.getAddress();
        return (resolved == null ? address.getHostString() : of(resolved)) + ":" + address.getPort();
    }

    static String of(InetAddress address) {
        String text = address.getHostAddress();
        if (!(address instanceof Inet6Address)) {
            return text;
        }
        int scope = text.indexOf('%');
        return "[" + (scope < 0 ? text : text.substring(0, scope)) + "]";
    }
}
