package io.tradebus.benchmarks;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A message by which latency is measured, among others of a stream: a mark, the number of the run that sent it, its own
 * number, and the {@link System#nanoTime()} at which it was due. More bytes may follow.
 */
final class StampedMessage {
    /** Of all that is read, in bytes. */
    static final int LENGTH = 24;

    private static final int MARK = 0x4C41_5431;
    private static final int RUN = 4;
    private static final int NUMBER = 8;
    private static final int DUE = 16;

    private StampedMessage() {}

    static void write(MutableDirectBuffer buffer, int run, long number, long dueNs) {
        buffer.putInt(0, MARK);
        buffer.putInt(RUN, run);
        buffer.putLong(NUMBER, number);
        buffer.putLong(DUE, dueNs);
    }

    /** Whether it is one of these, of any run. */
    static boolean isStamped(DirectBuffer buffer, int offset, int length) {
        return length >= LENGTH && buffer.getInt(offset) == MARK;
    }

    /** Whether it is one of these, of one run. */
    static boolean isOf(int run, DirectBuffer buffer, int offset, int length) {
        return isStamped(buffer, offset, length) && buffer.getInt(offset + RUN) == run;
    }

    static long number(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + NUMBER);
    }

    static long dueNs(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + DUE);
    }
}
