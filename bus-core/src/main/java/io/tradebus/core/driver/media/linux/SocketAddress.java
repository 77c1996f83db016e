package io.tradebus.core.driver.media.linux;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Addresses as the kernel has them: {@code sockaddr_in} of ip(7) and {@code sockaddr_in6} of ipv6(7). A socket of IPv6
 * reaches hosts of IPv4 by addresses that stand for theirs.
 */
final class SocketAddress {
    static final int AF_UNSPEC = 0;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    /** The longest one in bytes. */
    static final int MAX_LENGTH = 28;

    private static final int IPV4_LENGTH = 16;
    private static final int FAMILY = 0;
    private static final int PORT = 2;
    private static final int IPV4_HOST = 4;
    private static final int IPV6_HOST = 8;
    private static final int IPV6_HOST_LENGTH = 16;
    private static final int IPV6_SCOPE = 24;
    private static final int MAPPED_PREFIX = 10;

    private SocketAddress() {}

    /** The family of the socket that reaches an address. */
    static int family(InetAddress address) {
        return address instanceof Inet6Address ? AF_INET6 : AF_INET;
    }

    /** Whether a socket of a family can send to an address. */
    static boolean isReachable(InetAddress address, int family) {
        return family == AF_INET6 || address instanceof Inet4Address;
    }

    /** Length of all addresses of a family in bytes. */
    static int length(int family) {
        return family == AF_INET6 ? MAX_LENGTH : IPV4_LENGTH;
    }

    /** Writes the address of a socket of a family. It must be resolved and reachable. */
    static void write(UnsafeBuffer buffer, int offset, InetSocketAddress address, int family) {
        byte[] host = address.getAddress().getAddress();
        buffer.setMemory(offset, MAX_LENGTH, (byte) 0);
        buffer.putShort(offset + FAMILY, (short) family);
        buffer.putShort(offset + PORT, (short) address.getPort(), ByteOrder.BIG_ENDIAN);
        if (family == AF_INET) {
            buffer.putBytes(offset + IPV4_HOST, host);
        } else if (address.getAddress() instanceof Inet6Address ipv6) {
            buffer.putBytes(offset + IPV6_HOST, host);
            buffer.putInt(offset + IPV6_SCOPE, ipv6.getScopeId());
        } else if (!address.getAddress().isAnyLocalAddress()) {
            buffer.putShort(offset + IPV6_HOST + MAPPED_PREFIX, (short) -1);
            buffer.putBytes(offset + IPV6_HOST + IPV6_HOST_LENGTH - host.length, host);
        }
    }

    /** Reads what the kernel wrote. */
    static InetSocketAddress read(UnsafeBuffer buffer, int offset) {
        int port = Short.toUnsignedInt(buffer.getShort(offset + PORT, ByteOrder.BIG_ENDIAN));
        return new InetSocketAddress(host(buffer, offset), port);
    }

    /** The first eight bytes: all that differs among addresses of IPv4. */
    static long head(UnsafeBuffer buffer, int offset) {
        return isIpv6(buffer, offset)
                ? buffer.getLong(offset) & ~(0xFFFF_FFFFL << Integer.SIZE)
                : buffer.getLong(offset);
    }

    static long hostHigh(UnsafeBuffer buffer, int offset) {
        return isIpv6(buffer, offset) ? buffer.getLong(offset + IPV6_HOST) : 0;
    }

    static long hostLow(UnsafeBuffer buffer, int offset) {
        return isIpv6(buffer, offset) ? buffer.getLong(offset + IPV6_HOST + Long.BYTES) : 0;
    }

    static int scope(UnsafeBuffer buffer, int offset) {
        return isIpv6(buffer, offset) ? buffer.getInt(offset + IPV6_SCOPE) : 0;
    }

    private static boolean isIpv6(UnsafeBuffer buffer, int offset) {
        return buffer.getShort(offset + FAMILY) == AF_INET6;
    }

    private static InetAddress host(UnsafeBuffer buffer, int offset) {
        try {
            if (!isIpv6(buffer, offset)) {
                return InetAddress.getByAddress(bytes(buffer, offset + IPV4_HOST, Integer.BYTES));
            }
            byte[] host = bytes(buffer, offset + IPV6_HOST, IPV6_HOST_LENGTH);
            int scope = buffer.getInt(offset + IPV6_SCOPE);
            // Addresses that stand for those of IPv4 become such.
            return scope == 0 ? InetAddress.getByAddress(host) : Inet6Address.getByAddress(null, host, scope);
        } catch (UnknownHostException e) {
            throw new AssertionError("every length is that of an address", e);
        }
    }

    private static byte[] bytes(UnsafeBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return bytes;
    }
}
