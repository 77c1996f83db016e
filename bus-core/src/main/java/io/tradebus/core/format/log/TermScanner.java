package io.tradebus.core.format.log;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finds how many whole frames can be read at once. See {@code docs/shared-memory.md#block-poll}. Called by one reader,
 * while others may append.
 */
public final class TermScanner {
    private TermScanner() {}

    /**
     * Length of the block of whole frames that begins at an offset. Data and padding are never in one block: padding at
     * the start is a block of its own, later padding ends the block before it.
     *
     * @param offset start of the first frame
     * @param endOffset the block ends here at the latest, at most the length of the term
     * @return length of the block in bytes, 0 when there is no whole frame
     */
    public static int blockLength(UnsafeBuffer term, int offset, int endOffset) {
        int end = offset;
        while (end < endOffset) {
            int frameLength = DataFrame.frameLengthAcquire(term, end);
            if (frameLength <= 0) {
                break;
            }
            int alignedLength = DataFrame.alignedLength(frameLength);
            if (DataFrame.isPadding(term, end)) {
                return end == offset ? alignedLength : end - offset;
            }
            if (alignedLength > endOffset - end) {
                break;
            }
            end += alignedLength;
        }
        return end - offset;
    }

    /** Where a block that may have so many bytes ends at the latest: not beyond the term, whatever the sum is. */
    public static int endOffset(int offset, int maxBlockLength, int termLength) {
        return (int) Math.min((long) offset + maxBlockLength, termLength);
    }
}
