package io.tradebus.core.format.control;

import java.util.Arrays;

/**
 * The receiver that refuses a stream, as {@code ON_PUBLICATION_ERROR} names it.
 *
 * @param receiverId the id it chose for itself, -1 for IPC
 * @param groupTag the tag of its group, -1 if it has none
 * @param address 4 bytes for IPv4, 16 for IPv6, in network order, or none
 * @param port its port
 */
public record RejectingReceiver(long receiverId, long groupTag, byte[] address, int port) {
    static final int MAX_ADDRESS_LENGTH = 16;

    private static final short IPV4 = 1;
    private static final short IPV6 = 2;
    private static final int IPV4_LENGTH = 4;

    /** Checks the length of the address. */
    public RejectingReceiver {
        if (address.length != 0 && address.length != IPV4_LENGTH && address.length != MAX_ADDRESS_LENGTH) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + address.length);
        }
        address = address.clone();
    }

    /** What stands for a subscriber of the same driver: no ids, 127.0.0.1, port 0. */
    public static RejectingReceiver local() {
        return new RejectingReceiver(-1, -1, new byte[] {127, 0, 0, 1}, 0);
    }

    @Override
    public byte[] address() {
        return address.clone();
    }

    short addressType() {
        return address.length == MAX_ADDRESS_LENGTH ? IPV6 : IPV4;
    }

    static int addressLength(int addressType) {
        return switch (addressType) {
            case IPV4 -> IPV4_LENGTH;
            case IPV6 -> MAX_ADDRESS_LENGTH;
            default -> 0;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RejectingReceiver that
                && receiverId == that.receiverId
                && groupTag == that.groupTag
                && port == that.port
                && Arrays.equals(address, that.address);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(receiverId) * 31 + Arrays.hashCode(address) * 31 + port;
    }

    @Override
    public String toString() {
        return "receiver=" + receiverId + " groupTag=" + groupTag + " address=" + addressText() + ":" + port;
    }

    private String addressText() {
        StringBuilder text = new StringBuilder();
        boolean isIpv4 = address.length == IPV4_LENGTH;
        for (int i = 0; i < address.length; i++) {
            if (i > 0) {
                text.append(isIpv4 ? '.' : (i & 1) == 0 ? ':' : "");
            }
            text.append(isIpv4 ? Integer.toString(address[i] & 0xFF) : String.format("%02x", address[i]));
        }
        return isIpv4 ? text.toString() : "[" + text + "]";
    }
}
