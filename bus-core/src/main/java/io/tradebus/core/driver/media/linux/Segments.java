package io.tradebus.core.driver.media.linux;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Many datagrams of one length in one message: how many go into one call, and the control messages by which sender and kernel
 * tell each other how long each is. See {@code UDP_SEGMENT} and {@code UDP_GRO} in udp(7), and cmsg(3).
 */
final class Segments {
    /** The most datagrams in one message. */
    static final int MAX_COUNT = 64;

    /** The most bytes in one message, which is the most that a datagram of IPv4 holds. */
    static final int MAX_LENGTH = 65_507;

    static final int SOL_UDP = 17;
    static final int UDP_SEGMENT = 103;
    static final int UDP_GRO = 104;

    /** Bytes of a control message with the length to send by, as it is given to the kernel. */
    static final int SEND_CONTROL_LENGTH = 24;

    /** Bytes that hold what the kernel says about a message, and more. */
    static final int RECEIVE_CONTROL_LENGTH = 64;

    /** The kernel does not say that there is more than one datagram. */
    static final int NONE = 0;

    /** The kernel says something that cannot be. */
    static final int INVALID = -1;

    private static final int CONTROL_LENGTH = 0;
    private static final int CONTROL_LEVEL = 8;
    private static final int CONTROL_TYPE = 12;
    private static final int CONTROL_DATA = 16;
    private static final int CONTROL_ALIGNMENT = 8;

    private Segments() {}

    /**
     * How much of a run goes into one call: as many whole datagrams as there may be, at least one.
     *
     * @param length bytes of the run that are left, more than 0
     * @param segmentLength bytes of each datagram but the last, more than 0
     */
    static int callLength(int length, int segmentLength) {
        int count = Math.max(1, Math.min(MAX_COUNT, MAX_LENGTH / segmentLength));
        return (int) Math.min(length, (long) count * segmentLength);
    }

    /** Datagrams in a run. */
    static int count(int length, int segmentLength) {
        return length / segmentLength + (length % segmentLength == 0 ? 0 : 1);
    }

    /** Writes the control message by which the kernel cuts what is sent. */
    static void writeLength(UnsafeBuffer control, int segmentLength) {
        control.putLong(CONTROL_LENGTH, CONTROL_DATA + Short.BYTES);
        control.putInt(CONTROL_LEVEL, SOL_UDP);
        control.putInt(CONTROL_TYPE, UDP_SEGMENT);
        control.putShort(CONTROL_DATA, (short) segmentLength);
    }

    /**
     * Reads how long the datagrams are of which a message is made.
     *
     * @param offset of the control messages
     * @param length of all of them in bytes, as the kernel says
     * @param receivedLength of the message in bytes
     * @return bytes of each datagram but the last, {@link #NONE} or {@link #INVALID}
     */
    static int readLength(UnsafeBuffer buffer, int offset, long length, int receivedLength) {
        if (length < 0 || length > RECEIVE_CONTROL_LENGTH) {
            return INVALID;
        }
        long end = offset + length;
        int control = offset;
        while (end - control >= CONTROL_DATA) {
            long controlLength = buffer.getLong(control + CONTROL_LENGTH);
            if (controlLength < CONTROL_DATA || controlLength > end - control) {
                return INVALID;
            }
            if (buffer.getInt(control + CONTROL_LEVEL) == SOL_UDP && buffer.getInt(control + CONTROL_TYPE) == UDP_GRO) {
                return segmentLength(buffer, control, controlLength, receivedLength);
            }
            control += (int) (controlLength + CONTROL_ALIGNMENT - 1) & -CONTROL_ALIGNMENT;
        }
        return NONE;
    }

    private static int segmentLength(UnsafeBuffer buffer, int control, long controlLength, int receivedLength) {
        if (controlLength < CONTROL_DATA + Integer.BYTES) {
            return INVALID;
        }
        int segmentLength = buffer.getInt(control + CONTROL_DATA);
        return segmentLength > 0 && segmentLength <= receivedLength ? segmentLength : INVALID;
    }
}
