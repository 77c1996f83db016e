package io.tradebus.core.driver.media;

import io.tradebus.core.format.channel.ChannelException;
import io.tradebus.core.format.control.ErrorCode;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which interface, and which of its addresses, a channel means. See
 * docs/wire-protocol.md#addresses-multicast-interfaces-resolution.
 *
 * @param networkInterface the interface
 * @param address that of its addresses by which it was found
 */
record InterfaceChoice(InterfaceInfo networkInterface, InetAddress address) {
    /**
     * Finds the interface in the network of an address: one that does not only lead back to this machine if there is
     * one, then one whose network is the smallest.
     *
     * @param prefixLength leading bits that count
     * @return null if there is none
     */
    static @Nullable InterfaceChoice inNetworkOf(InetAddress wanted, int prefixLength, List<InterfaceInfo> interfaces) {
        InterfaceInfo best = null;
        InterfaceInfo.Address bestAddress = null;
        for (InterfaceInfo each : interfaces) {
            if (!each.isUp() || !(each.isMulticastCapable() || each.isLoopback())) {
                continue;
            }
            for (InterfaceInfo.Address address : each.addresses()) {
                if (startsAlike(wanted.getAddress(), address.address().getAddress(), prefixLength)
                        && (best == null || bestAddress == null || isBetter(each, address, best, bestAddress))) {
                    best = each;
                    bestAddress = address;
                }
            }
        }
        return best == null || bestAddress == null ? null : new InterfaceChoice(best, bestAddress.address());
    }

    /**
     * Finds an interface by name and takes its first address of a family.
     *
     * @param family any address of the family
     * @throws ChannelException if there is no such interface, or it has no such address
     */
    static InterfaceChoice named(String name, InetAddress family, List<InterfaceInfo> interfaces) {
        for (InterfaceInfo each : interfaces) {
            if (each.name().equals(name)) {
                return new InterfaceChoice(each, firstAddress(each, family));
            }
        }
        throw new ChannelException(ErrorCode.INVALID_CHANNEL, "unknown interface " + name);
    }

    private static InetAddress firstAddress(InterfaceInfo found, InetAddress family) {
        int length = family.getAddress().length;
        for (InterfaceInfo.Address each : found.addresses()) {
            if (each.address().getAddress().length == length) {
                return each.address();
            }
        }
        throw new ChannelException(
                ErrorCode.INVALID_CHANNEL,
                "interface " + found.name() + " has no " + (length == Integer.BYTES ? "IPv4" : "IPv6") + " address");
    }

    private static boolean isBetter(
            InterfaceInfo one, InterfaceInfo.Address address, InterfaceInfo best, InterfaceInfo.Address bestAddress) {
        return one.isLoopback() == best.isLoopback()
                ? address.prefixLength() > bestAddress.prefixLength()
                : best.isLoopback();
    }

    private static boolean startsAlike(byte[] one, byte[] other, int prefixLength) {
        if (one.length != other.length) {
            return false;
        }
        for (int i = 0; i < one.length && i * Byte.SIZE < prefixLength; i++) {
            int bits = Math.min(Byte.SIZE, prefixLength - i * Byte.SIZE);
            if (((one[i] ^ other[i]) & 0xFF) >> Byte.SIZE - bits != 0) {
                return false;
            }
        }
        return true;
    }
}
