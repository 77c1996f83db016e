package io.tradebus.core.format.log;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Zeroes what all consumers are done with, so that publishers find clean memory. See
 * {@code docs/shared-memory.md#cleaning}. Called by the driver's conductor, one thread for each log.
 */
public final class TermCleaner {
    private static final int WORD_LENGTH = Long.BYTES;

    private TermCleaner() {}

    /**
     * Zeroes a range of a term. Its first eight bytes go last and with release: a reader that finds the frame length at
     * the start of the range gone does not find anything behind it either.
     *
     * @param offset start of a frame
     * @param length in bytes, a multiple of the frame alignment, not beyond the end of the term
     */
    public static void clean(UnsafeBuffer term, int offset, int length) {
        if (length > 0) {
            term.setMemory(offset + WORD_LENGTH, length - WORD_LENGTH, (byte) 0);
            term.putLongRelease(offset, 0);
        }
    }

    /**
     * How much may be cleaned in one step: as far as the target, but not beyond the end of the term.
     *
     * @param cleanPosition position up to which the log is clean, in bytes
     * @param targetPosition position up to which it may be cleaned, in bytes
     * @return bytes to clean, 0 when there is nothing to do
     */
    public static int cleanableLength(long cleanPosition, long targetPosition, int termLength) {
        int restOfTerm = termLength - Positions.termOffset(cleanPosition, termLength);
        return (int) Math.max(0, Math.min(targetPosition - cleanPosition, restOfTerm));
    }
}
