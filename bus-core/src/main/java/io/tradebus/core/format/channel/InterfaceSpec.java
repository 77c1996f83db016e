package io.tradebus.core.format.channel;

import io.tradebus.core.format.control.ErrorCode;

/**
 * The local interface as a channel names it: by name, or by an address of its network. Nothing is looked up here.
 *
 * @param host host name, IPv4 address, IPv6 address without brackets and scope, or the name of an interface
 * @param isName whether {@code host} names an interface, as in <code>{eth0}</code>
 * @param port local port, 0 when it is not given
 * @param prefixLength leading bits by which addresses are compared, or {@link #ALL_BITS}
 */
public record InterfaceSpec(String host, boolean isName, int port, int prefixLength) {
    /** As prefix: the address must be exactly this one. */
    public static final int ALL_BITS = -1;

    private static final char PREFIX = '/';

    /**
     * Reads <code>host[:port][/prefix]</code>, <code>[ipv6][:port][/prefix]</code> or <code>{name}[:port]</code>.
     *
     * @throws ChannelException if it is none of these
     */
    public static InterfaceSpec parse(String text) {
        if (text.isEmpty()) {
            throw ChannelException.invalid("interface is null or empty");
        }
        return text.charAt(0) == '{' ? named(text) : byAddress(text);
    }

    /** Leading bits by which addresses of {@code bits} bits are compared. */
    public int prefixLength(int bits) {
        return prefixLength == ALL_BITS ? bits : Math.min(prefixLength, bits);
    }

    private static InterfaceSpec named(String text) {
        int end = text.indexOf('}');
        if (end < 0) {
            throw ChannelException.invalid("interface name has no closing brace: " + text);
        }
        if (end == 1) {
            throw ChannelException.invalid("interface name is empty: " + text);
        }
        return new InterfaceSpec(text.substring(1, end), true, port(text.substring(end + 1)), ALL_BITS);
    }

    private static InterfaceSpec byAddress(String text) {
        int slash = text.indexOf(PREFIX);
        String address = slash < 0 ? text : text.substring(0, slash);
        int prefixLength = slash < 0 ? ALL_BITS : prefixLength(text, slash + 1);
        boolean hasPort = address.startsWith("[") ? address.contains("]:") : address.indexOf(':') >= 0;
        HostAndPort parsed = HostAndPort.parse(hasPort ? address : address + ":0");
        return new InterfaceSpec(parsed.host(), false, parsed.port(), prefixLength);
    }

    private static int port(String rest) {
        return rest.isEmpty() ? 0 : HostAndPort.parse("name" + rest).port();
    }

    private static int prefixLength(String text, int start) {
        try {
            int length = Integer.parseInt(text, start, text.length(), 10);
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            throw new ChannelException(ErrorCode.INVALID_CHANNEL, "prefix of interface is not a number: " + text, e);
        }
        throw ChannelException.invalid("prefix of interface is negative: " + text);
    }

    @Override
    public String toString() {
        String address = isName ? "{" + host + "}" : host.indexOf(':') < 0 ? host : "[" + host + "]";
        return address + (port == 0 ? "" : ":" + port) + (prefixLength == ALL_BITS ? "" : "/" + prefixLength);
    }
}
