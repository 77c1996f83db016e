package io.tradebus.core.simulation;

import io.tradebus.core.format.frame.FrameHeader;
import io.tradebus.core.format.frame.FrameType;
import java.util.Arrays;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Damages datagrams so that it can be seen. UDP protects what is inside by a checksum and the protocol adds none, so a
 * damage that leaves a valid datagram of the same stream would have to be believed. What is made here is cut, of an
 * unknown version or type, or of a session that nobody has, and then with anything in it.
 */
final class Damage {
    private static final int VERSION = 4;
    private static final int TYPE = 6;
    private static final int SESSION_OF_CONTROL = 8;
    private static final int SESSION_OF_DATA = 12;
    private static final int FOREIGN_HEADER = 20;
    private static final int MOST_FLIPS = 4;
    private static final int ALIGNMENT = 32;

    /** Sessions that are made up have all of these bits; those of publications in simulations do not. */
    private static final int FOREIGN_SESSION_BITS = 0x6A00_0000;

    private final Random random;

    Damage(Random random) {
        this.random = random;
    }

    /** Whether a session was made up here. */
    static boolean isMadeUp(int sessionId) {
        return (sessionId & FOREIGN_SESSION_BITS) == FOREIGN_SESSION_BITS;
    }

    /** Returns other bytes in place of those of a datagram. */
    byte[] of(UnsafeBuffer datagram) {
        byte[] bytes = new byte[datagram.capacity()];
        datagram.getBytes(0, bytes);
        if (bytes.length < FOREIGN_HEADER) {
            return Arrays.copyOf(bytes, bytes.length / 2);
        }
        return switch (random.nextInt(4)) {
            case 0 -> cut(bytes);
            case 1 -> otherVersion(bytes);
            case 2 -> otherType(bytes);
            default -> foreign(bytes);
        };
    }

    /** Never cut where frames may end, which would leave a valid datagram. */
    private byte[] cut(byte[] bytes) {
        int length = random.nextInt(bytes.length);
        return Arrays.copyOf(bytes, length % ALIGNMENT == 0 ? Math.max(0, length - 1) : length);
    }

    private byte[] otherVersion(byte[] bytes) {
        bytes[VERSION] = (byte) (1 << random.nextInt(Byte.SIZE));
        return bytes;
    }

    private byte[] otherType(byte[] bytes) {
        bytes[TYPE] |= (byte) (0x10 << random.nextInt(4));
        return bytes;
    }

    private byte[] foreign(byte[] bytes) {
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        for (int i = 1 + random.nextInt(MOST_FLIPS); i > 0; i--) {
            int bit = random.nextInt(Math.min(bytes.length, 64) * Byte.SIZE);
            bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        }
        // The type may be another one now.
        int sessionOffset = switch (FrameHeader.type(buffer, 0)) {
            case FrameType.DATA, FrameType.PADDING, FrameType.SETUP -> SESSION_OF_DATA;
            default -> SESSION_OF_CONTROL;
        };
        buffer.putInt(sessionOffset, random.nextInt() | FOREIGN_SESSION_BITS);
        return bytes;
    }
}
