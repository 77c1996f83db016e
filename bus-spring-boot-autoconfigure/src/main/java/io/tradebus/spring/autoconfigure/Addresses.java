package io.tradebus.spring.autoconfigure;

import io.tradebus.core.format.channel.HostAndPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be told from an address without asking anybody for a name. */
final class Addresses {
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    private Addresses() {}

    /** The address if it is written as a number, or null if it is a name. */
    static @Nullable InetAddress literal(HostAndPort address) {
        String host = address.host();
        if (host.indexOf(':') < 0 && !IPV4.matcher(host).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    static boolean isMulticast(HostAndPort address) {
        InetAddress literal = literal(address);
        return literal != null && literal.isMulticastAddress();
    }

    static boolean isLoopback(HostAndPort address) {
        InetAddress literal = literal(address);
        return literal == null ? address.host().equals("localhost") : literal.isLoopbackAddress();
    }

    /** Whether the last byte is odd, as it must be in a group for data. */
    static boolean isOdd(HostAndPort group) {
        InetAddress literal = literal(group);
        if (literal == null) {
            return true;
        }
        byte[] bytes = literal.getAddress();
        return (bytes[bytes.length - 1] & 1) == 1;
    }

    /** The next group above an even one. */
    static String next(HostAndPort group) {
        InetAddress literal = literal(group);
        if (literal == null) {
            return group.toString();
        }
        byte[] bytes = literal.getAddress();
        bytes[bytes.length - 1]++;
        try {
            return new HostAndPort(InetAddress.getByAddress(bytes).getHostAddress(), group.port()).toString();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
