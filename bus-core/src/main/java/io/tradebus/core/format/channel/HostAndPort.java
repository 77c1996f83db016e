package io.tradebus.core.format.channel;

import org.jspecify.annotations.Nullable;

/**
 * An address as a channel names it, not resolved.
 *
 * @param host name, IPv4 address, or IPv6 address without brackets and scope
 * @param port 0 to 65535; 0 lets the system choose
 */
public record HostAndPort(String host, int port) {
    private static final int MAX_PORT = 65535;

    /** The address that a parameter holds, or null if it is not given. */
    public static @Nullable HostAndPort of(ChannelUri uri, ChannelParam param) {
        String text = uri.get(param);
        return text == null ? null : parse(text);
    }

    /**
     * Reads {@code host:port} or {@code [ipv6]:port}.
     *
     * @throws ChannelException if the port is missing or not a number from 0 to 65535
     */
    public static HostAndPort parse(String text) {
        boolean isIpv6 = text.startsWith("[");
        int hostEnd = isIpv6 ? text.indexOf(']') : text.indexOf(':');
        int colon = isIpv6 ? hostEnd + 1 : hostEnd;
        if (hostEnd < 0 || colon >= text.length() || text.charAt(colon) != ':') {
            throw ChannelException.invalid("address must end in ':' and a port: " + text);
        }
        String host = text.substring(isIpv6 ? 1 : 0, hostEnd);
        int scope = isIpv6 ? host.indexOf('%') : -1;
        host = scope < 0 ? host : host.substring(0, scope);
        if (host.isEmpty()) {
            throw ChannelException.invalid("address has no host: " + text);
        }
        return new HostAndPort(host, port(text, colon + 1));
    }

    private static int port(String text, int start) {
        int port = 0;
        for (int i = start; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                throw ChannelException.invalid("port is not a number: " + text);
            }
            port = Math.min(port * 10 + digit - '0', MAX_PORT + 1);
        }
        if (start == text.length() || port > MAX_PORT) {
            throw ChannelException.invalid("port is not in 0.." + MAX_PORT + ": " + text);
        }
        return port;
    }

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
