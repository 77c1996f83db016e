package io.tradebus.core.format.log;

import static io.tradebus.core.format.frame.DataFrame.FRAME_ALIGNMENT;
import static io.tradebus.core.format.frame.DataFrame.HEADER_LENGTH;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finds what to send next: whole frames of a term, packed into datagrams. See
 * {@code docs/wire-protocol.md#packing-a-datagram}. Called by the sender, while publishers append.
 *
 * <p>What is found is a run of one or more datagrams that follow each other in the term, all of the same length but for
 * the last one, which may be shorter; this is the shape that a socket can take in one call. Of padding only the header is
 * sent; it ends its datagram and, unless it is a header alone, the run, and the rest of it is skipped afterwards.
 *
 * <p>A run is one {@code long}, so that nothing is allocated: its length, the length of one datagram, and the padding to
 * skip, all in units of the frame alignment. The sender's position after the run is the one before it plus {@link #length}
 * plus {@link #padding}.
 *
 * <p>A term is written by clients and may hold anything. Whatever it holds, a run stays within the term.
 */
public final class DatagramScanner {
    /** There is no whole frame to send. */
    public static final long NOTHING = 0;

    /** There is a frame to send, but it is longer than what may be sent. */
    public static final long DOES_NOT_FIT = Long.MIN_VALUE;

    private static final int UNIT_SHIFT = Integer.numberOfTrailingZeros(FRAME_ALIGNMENT);

    // The longest term is 2^25 units, so a length takes 26 bits and padding, which has a header before it, 25. A
    // datagram
    // has at most 65504 bytes, which are 2047 units.
    private static final int SEGMENT_SHIFT = 26;
    private static final int PADDING_SHIFT = SEGMENT_SHIFT + 11;
    private static final long LENGTH_MASK = (1L << SEGMENT_SHIFT) - 1;
    private static final long SEGMENT_MASK = (1L << PADDING_SHIFT - SEGMENT_SHIFT) - 1;
    private static final long PADDING_MASK = (1L << 25) - 1;

    private DatagramScanner() {}

    /**
     * Finds the next datagram.
     *
     * @param term one partition, as long as a term is
     * @param offset start of the first frame
     * @param maxLength of the datagram in bytes, at most 65504: the least of the MTU and of what may be sent
     * @return a run of one datagram, or {@link #NOTHING}, or {@link #DOES_NOT_FIT}
     */
    public static long scan(UnsafeBuffer term, int offset, int maxLength) {
        assert maxLength >> UNIT_SHIFT <= SEGMENT_MASK : "no datagram is so long: " + maxLength;
        int limit = Math.min(maxLength, term.capacity() - offset);
        int length = 0;
        while (length < limit) {
            int frame = offset + length;
            int frameLength = DataFrame.frameLengthAcquire(term, frame);
            if (frameLength <= 0) {
                break;
            }
            if (DataFrame.isPadding(term, frame)) {
                return withPadding(term, frame, frameLength, length, limit);
            }
            // The first comparison keeps the rounded length from overflowing.
            if (frameLength > limit - length || DataFrame.alignedLength(frameLength) > limit - length) {
                return length == 0 ? DOES_NOT_FIT : run(length, length, 0);
            }
            length += DataFrame.alignedLength(frameLength);
        }
        return run(length, length, 0);
    }

    /**
     * Finds the next datagrams. Ends before a datagram that would be longer than the first one, and after one that is
     * shorter or has padding to skip.
     *
     * @param term one partition, as long as a term is
     * @param offset start of the first frame
     * @param mtuLength most bytes in one datagram, at most 65504
     * @param maxLength most bytes in all of them: what may be sent
     * @param maxCount most datagrams, at least 1
     * @return a run, or {@link #NOTHING}, or {@link #DOES_NOT_FIT}
     */
    public static long scanRun(UnsafeBuffer term, int offset, int mtuLength, int maxLength, int maxCount) {
        long first = scan(term, offset, Math.min(mtuLength, maxLength));
        int segmentLength = length(first);
        if (segmentLength == 0) {
            return first;
        }
        long last = first;
        int length = segmentLength;
        for (int count = 1; count < maxCount && length(last) == segmentLength && padding(last) == 0; count++) {
            long next = scan(term, offset + length, Math.min(mtuLength, maxLength - length));
            int nextLength = length(next);
            if (nextLength == 0 || nextLength > segmentLength) {
                break;
            }
            length += nextLength;
            last = next;
        }
        return run(length, segmentLength, padding(last));
    }

    /** Bytes to send, all datagrams together; 0 if there is no run. */
    public static int length(long run) {
        return (int) (run & LENGTH_MASK) << UNIT_SHIFT;
    }

    /** Bytes of each datagram but the last, which has what is left. */
    public static int segmentLength(long run) {
        return (int) (run >>> SEGMENT_SHIFT & SEGMENT_MASK) << UNIT_SHIFT;
    }

    /** Bytes to skip after the run: the padding at its end, without the header that was sent. */
    public static int padding(long run) {
        return (int) (run >>> PADDING_SHIFT & PADDING_MASK) << UNIT_SHIFT;
    }

    private static long withPadding(UnsafeBuffer term, int frame, int frameLength, int length, int limit) {
        if (HEADER_LENGTH > limit - length) {
            return length == 0 ? DOES_NOT_FIT : run(length, length, 0);
        }
        int restOfTerm = term.capacity() - frame;
        int alignedLength = frameLength < restOfTerm ? DataFrame.alignedLength(frameLength) : restOfTerm;
        int datagramLength = length + HEADER_LENGTH;
        return run(datagramLength, datagramLength, alignedLength - HEADER_LENGTH);
    }

    private static long run(int length, int segmentLength, int padding) {
        return (long) (padding >> UNIT_SHIFT) << PADDING_SHIFT
                | (long) (segmentLength >> UNIT_SHIFT) << SEGMENT_SHIFT
                | length >> UNIT_SHIFT;
    }
}
