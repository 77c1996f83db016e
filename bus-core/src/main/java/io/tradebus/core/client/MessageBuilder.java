package io.tradebus.core.client;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Puts the fragments of one session's messages together; grows to the longest message seen and stays there. */
final class MessageBuilder {
    private static final int INITIAL_CAPACITY = 4096;
    private static final int NOT_BUILDING = -1;

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[INITIAL_CAPACITY]);
    private final FragmentHeader header =
            new FragmentHeader(0, 0, new UnsafeBuffer(new byte[DataFrame.HEADER_LENGTH]), null);
    private int length;
    private int expectedTermOffset = NOT_BUILDING;

    /** Starts over with the first fragment of a message. */
    void begin(DirectBuffer buffer, int offset, int fragmentLength, FragmentHeader fragment) {
        header.beginFrom(fragment);
        length = 0;
        append(buffer, offset, fragmentLength, fragment);
    }

    /** Whether the fragment continues the message that is being built; if not, what was built is given up. */
    boolean isContinuedBy(FragmentHeader fragment) {
        // The term is compared too: after a gap the same offset may come again in another term.
        if (expectedTermOffset == fragment.termOffset() && header.termId() == fragment.termId()) {
            return true;
        }
        reset();
        return false;
    }

    void append(DirectBuffer buffer, int offset, int fragmentLength, FragmentHeader fragment) {
        int newLength = length + fragmentLength;
        if (newLength > message.capacity()) {
            grow(newLength);
        }
        message.putBytes(length, buffer, offset, fragmentLength);
        length = newLength;
        expectedTermOffset = fragment.messageEnd();
    }

    /** Takes the last fragment back, so that it can be delivered again. */
    void takeBack(int fragmentLength, FragmentHeader fragment) {
        length -= fragmentLength;
        expectedTermOffset = fragment.termOffset();
    }

    /** The header of the whole message, of which {@code last} is the last fragment. */
    FragmentHeader headerEndingWith(FragmentHeader last) {
        header.endWith(last, length);
        return header;
    }

    UnsafeBuffer message() {
        return message;
    }

    int length() {
        return length;
    }

    void reset() {
        length = 0;
        expectedTermOffset = NOT_BUILDING;
    }

    private void grow(int needed) {
        // A message is at most 16 MiB, so that doubling cannot overflow.
        byte[] larger = new byte[Math.max(needed, message.capacity() * 2)];
        message.getBytes(0, larger, 0, length);
        message.wrap(larger);
    }
}
