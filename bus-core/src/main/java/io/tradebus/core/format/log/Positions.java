package io.tradebus.core.format.log;

import static io.tradebus.core.format.frame.DataFrame.HEADER_LENGTH;

import io.tradebus.core.format.frame.DataFrame;

/**
 * Arithmetic of positions. Specified in {@code docs/shared-memory.md#positions}.
 *
 * <p>A position counts bytes from the start of the stream. Its upper part is the term count, that is how many terms
 * were begun before this one, and its lower part the offset in the term; {@code bitsToShift}, the binary logarithm of the
 * term length, separates the two. A term id is the initial term id plus the term count and wraps.
 */
public final class Positions {
    /** Longest message in bytes, however long the terms are. */
    public static final int MAX_MESSAGE_LENGTH = 16 << 20;

    private static final int MESSAGES_PER_TERM = 8;

    private Positions() {}

    /** Binary logarithm of a term length. */
    public static int bitsToShift(int termLength) {
        return Integer.numberOfTrailingZeros(termLength);
    }

    /** Position of an offset in a term, in bytes from the start of the stream. */
    public static long position(int termId, int termOffset, int bitsToShift, int initialTermId) {
        return beginOfTerm(termId, bitsToShift, initialTermId) + termOffset;
    }

    /** Position at which a term begins. */
    public static long beginOfTerm(int termId, int bitsToShift, int initialTermId) {
        return (long) termCount(termId, initialTermId) << bitsToShift;
    }

    /** How many terms were begun before this one. */
    public static int termCount(int termId, int initialTermId) {
        return termId - initialTermId;
    }

    /** How many terms end at or before a position. */
    public static int termCountAt(long position, int bitsToShift) {
        return (int) (position >>> bitsToShift);
    }

    /** The term that holds the byte at a position. */
    public static int termId(long position, int bitsToShift, int initialTermId) {
        return termCountAt(position, bitsToShift) + initialTermId;
    }

    /** Offset of a position in its term in bytes. */
    public static int termOffset(long position, int termLength) {
        return (int) position & termLength - 1;
    }

    /** Which of the three partitions holds the byte at a position. */
    public static int partitionIndex(long position, int bitsToShift) {
        return (int) ((position >>> bitsToShift) % LogLayout.PARTITION_COUNT);
    }

    /** Which of the three partitions holds the term with this count, which must not be negative. */
    public static int partitionIndexOfCount(int termCount) {
        return termCount % LogLayout.PARTITION_COUNT;
    }

    /**
     * As {@link #partitionIndexOfCount}, for a count that others have written.
     *
     * @throws IllegalStateException if there is no such term
     */
    public static int checkedPartitionIndexOfCount(int termCount) {
        if (termCount < 0) {
            throw new IllegalStateException(
                    "the count of a term must not be negative, but was " + termCount + "; its log is damaged");
        }
        return partitionIndexOfCount(termCount);
    }

    /** The partition used after this one. */
    public static int nextPartitionIndex(int partitionIndex) {
        return partitionIndex == LogLayout.PARTITION_COUNT - 1 ? 0 : partitionIndex + 1;
    }

    /** The first position that a stream never reaches: 2^31 terms. */
    public static long maxPosition(int termLength) {
        return (long) termLength << 31;
    }

    /** Longest message in bytes that fits a log with terms of this length. */
    public static int maxMessageLength(int termLength) {
        return Math.min(termLength / MESSAGES_PER_TERM, MAX_MESSAGE_LENGTH);
    }

    /** Bytes that a payload takes in a term as one frame, header and alignment included. */
    public static int alignedFrameLength(int payloadLength) {
        return DataFrame.alignedLength(payloadLength + HEADER_LENGTH);
    }

    /**
     * Bytes that a message takes in a term when cut into as many frames as needed, headers and alignment included.
     *
     * @param length of the message in bytes, at most {@link #MAX_MESSAGE_LENGTH}
     * @param maxPayloadLength most bytes of payload in one frame: the MTU less a header
     */
    public static int framedLength(int length, int maxPayloadLength) {
        if (length <= maxPayloadLength) {
            return alignedFrameLength(length);
        }
        int fullFrames = length / maxPayloadLength;
        int rest = length - fullFrames * maxPayloadLength;
        int lastFrame = rest > 0 ? alignedFrameLength(rest) : 0;
        return fullFrames * (maxPayloadLength + HEADER_LENGTH) + lastFrame;
    }
}
