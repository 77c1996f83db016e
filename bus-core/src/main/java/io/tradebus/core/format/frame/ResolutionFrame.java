package io.tradebus.core.format.frame;

import io.tradebus.core.format.Layout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Tells other drivers by which addresses drivers are known. Specified in
 * {@code docs/wire-protocol.md#name-resolution-res}.
 *
 * <p>A header and any number of entries, each of which begins at a multiple of eight bytes from the start of the frame.
 * The bytes between the end of a name and the next entry mean nothing. Entries are read and written by the functions
 * that take {@code entry}, the offset of one in the buffer.
 */
public final class ResolutionFrame {
    private static final Layout ENTRY = Layout.of("entry");
    private static final int ENTRY_TYPE = ENTRY.int8("type");
    private static final int ENTRY_FLAGS = ENTRY.flags8("flags");
    private static final int PORT = ENTRY.int16("port");
    private static final int AGE_MS = ENTRY.int32("age");
    private static final int ADDRESS = ENTRY.length();
    private static final int ENTRY_ALIGNMENT = 8;

    /** Length of a frame without entries in bytes. */
    public static final int HEADER_LENGTH = FrameHeader.LENGTH;

    /** The entry has an IPv4 address. */
    public static final int TYPE_IPV4 = 1;

    /** The entry has an IPv6 address. */
    public static final int TYPE_IPV6 = 2;

    /** Length of an IPv4 address in bytes. */
    public static final int IPV4_LENGTH = 4;

    /** Length of an IPv6 address in bytes. */
    public static final int IPV6_LENGTH = 16;

    /** The entry is the one of the driver that sends it. */
    public static final int FLAG_SELF = 0x80;

    /** The longest name in bytes. */
    public static final int MAX_NAME_LENGTH = 512;

    private ResolutionFrame() {}

    /** Bytes that an entry takes, with what comes before the next one. */
    public static int entryLength(int type, int nameLength) {
        return nameLengthOffset(type) + Short.BYTES + nameLength + (ENTRY_ALIGNMENT - 1) & -ENTRY_ALIGNMENT;
    }

    /** Bytes that an entry which is written takes, with what comes before the next one. */
    public static int entryLength(DirectBuffer buffer, int entry) {
        return entryLength(type(buffer, entry), nameLength(buffer, entry));
    }

    /** {@link #TYPE_IPV4} or {@link #TYPE_IPV6}. */
    public static int type(DirectBuffer buffer, int entry) {
        return buffer.getByte(entry + ENTRY_TYPE);
    }

    public static boolean isSelf(DirectBuffer buffer, int entry) {
        return (buffer.getByte(entry + ENTRY_FLAGS) & FLAG_SELF) != 0;
    }

    public static int port(DirectBuffer buffer, int entry) {
        return buffer.getShort(entry + PORT) & 0xFFFF;
    }

    /** How long ago the sender of the frame last heard of the entry. */
    public static int ageMs(DirectBuffer buffer, int entry) {
        return buffer.getInt(entry + AGE_MS);
    }

    /** The address in network order; allocates. */
    public static byte[] address(DirectBuffer buffer, int entry) {
        byte[] address = new byte[addressLength(type(buffer, entry))];
        buffer.getBytes(entry + ADDRESS, address);
        return address;
    }

    /** Length of the name in bytes. */
    public static int nameLength(DirectBuffer buffer, int entry) {
        return buffer.getShort(entry + nameLengthOffset(type(buffer, entry)));
    }

    /** The name; allocates. */
    public static String name(DirectBuffer buffer, int entry) {
        int nameOffset = entry + nameLengthOffset(type(buffer, entry)) + Short.BYTES;
        return buffer.getStringWithoutLengthAscii(nameOffset, nameLength(buffer, entry));
    }

    /**
     * Writes the header; the entries follow it.
     *
     * @param frameLength of the header and all entries in bytes
     */
    public static void writeHeader(MutableDirectBuffer buffer, int frame, int frameLength) {
        FrameHeader.write(buffer, frame, frameLength, 0, FrameType.RESOLUTION);
    }

    /**
     * Writes one entry and returns the bytes it takes. Its flags and its age are 0: see {@link #writeSelf} and
     * {@link #writeAge}.
     *
     * @param port from 0 to 65535
     * @param address 4 or 16 bytes in network order
     * @param name in ASCII, from 1 to {@link #MAX_NAME_LENGTH} characters
     * @throws IllegalArgumentException if address or name are of another length
     */
    public static int writeEntry(MutableDirectBuffer buffer, int entry, int port, byte[] address, String name) {
        int type = typeOf(address);
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "name must have 1 to " + MAX_NAME_LENGTH + " characters, but has " + name.length());
        }
        int length = entryLength(type, name.length());
        // What comes after the name is not read by anyone, yet no old bytes should travel.
        buffer.setMemory(entry, length, (byte) 0);
        buffer.putByte(entry + ENTRY_TYPE, (byte) type);
        buffer.putShort(entry + PORT, (short) port);
        buffer.putBytes(entry + ADDRESS, address);
        buffer.putShort(entry + nameLengthOffset(type), (short) name.length());
        buffer.putStringWithoutLengthAscii(entry + nameLengthOffset(type) + Short.BYTES, name);
        return length;
    }

    /** Says of an entry that is written that it is the one of the driver that sends it. */
    public static void writeSelf(MutableDirectBuffer buffer, int entry) {
        buffer.putByte(entry + ENTRY_FLAGS, (byte) FLAG_SELF);
    }

    /** Says of an entry that is written how long ago it was last heard of. */
    public static void writeAge(MutableDirectBuffer buffer, int entry, int ageMs) {
        buffer.putInt(entry + AGE_MS, ageMs);
    }

    /** Prints one entry. For diagnostics only. */
    public static String describeEntry(DirectBuffer buffer, int entry) {
        StringBuilder text = new StringBuilder(ENTRY.describe(buffer, entry)).append(" address=");
        for (byte part : address(buffer, entry)) {
            text.append(Character.forDigit(part >> 4 & 0xF, 16)).append(Character.forDigit(part & 0xF, 16));
        }
        return text.append(" name='").append(name(buffer, entry)).append('\'').toString();
    }

    /** Prints the frame with all entries that {@link DatagramRules} accepts. For diagnostics only. */
    public static String describe(DirectBuffer buffer, int frame) {
        StringBuilder text = new StringBuilder("RES");
        int end = frame + FrameHeader.frameLength(buffer, frame);
        int entry = frame + HEADER_LENGTH;
        while (entry < end && DatagramRules.resolutionEntry(buffer, entry, end - entry) == null) {
            text.append(" [").append(describeEntry(buffer, entry)).append(']');
            entry += entryLength(buffer, entry);
        }
        return text.toString();
    }

    /** Bytes from the start of an entry to the length of its name. */
    static int nameLengthOffset(int type) {
        return ADDRESS + addressLength(type);
    }

    private static int addressLength(int type) {
        return type == TYPE_IPV6 ? IPV6_LENGTH : IPV4_LENGTH;
    }

    private static int typeOf(byte[] address) {
        return switch (address.length) {
            case IPV4_LENGTH -> TYPE_IPV4;
            case IPV6_LENGTH -> TYPE_IPV6;
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + address.length);
        };
    }
}
