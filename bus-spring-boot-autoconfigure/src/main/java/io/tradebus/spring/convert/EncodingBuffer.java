package io.tradebus.spring.convert;

import org.agrona.ExpandableArrayBuffer;

/**
 * A buffer to encode messages in, one after the other. It knows how far it was written, so that a message whose encoder does not
 * write every byte, as one for SBE need not, carries zeros there and not what an earlier message had. For one thread.
 */
public final class EncodingBuffer {
    private final ExpandableArrayBuffer bytes;
    /** How many bytes from the beginning may be other than zero. */
    private int dirtyLength;

    private boolean isLengthKnown = true;

    /** @param initialCapacity bytes it has before it grows */
    public EncodingBuffer(int initialCapacity) {
        bytes = new ExpandableArrayBuffer(initialCapacity);
    }

    /** For a message whose encoder writes each of its bytes. To be followed by {@link #written}. */
    public ExpandableArrayBuffer begin() {
        if (!isLengthKnown) {
            // The message before failed while it was encoded, and has not said how far it came.
            dirtyLength = bytes.capacity();
        }
        isLengthKnown = false;
        return bytes;
    }

    /** All zero, for a message whose encoder may leave bytes out. To be followed by {@link #written}. */
    public ExpandableArrayBuffer beginCleared() {
        begin();
        bytes.setMemory(0, dirtyLength, (byte) 0);
        dirtyLength = 0;
        return bytes;
    }

    /** How long the message became that was begun. */
    public void written(int length) {
        dirtyLength = Math.max(dirtyLength, length);
        isLengthKnown = true;
    }

    /** What was written. */
    public ExpandableArrayBuffer bytes() {
        return bytes;
    }
}
