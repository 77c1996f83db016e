package io.tradebus.core.client;

import io.tradebus.core.format.frame.DataFrame;

/** How far one poll of an image may go, which is never beyond the term it begins in. Holds nothing; for any thread. */
final class PollBounds {
    private PollBounds() {}

    /** Where in its term a poll that begins at {@code position} ends: at the limit, or at the end of the term. */
    static int endOffset(long position, long limitPosition, int termLength) {
        int offset = (int) position & (termLength - 1);
        return (int) Math.min(termLength, offset + (limitPosition - position));
    }

    /**
     * Requires that an image at {@code position} may be moved to {@code newPosition}.
     *
     * @throws IllegalArgumentException if that lies before it, beyond the end of the term, or in the middle of a frame
     */
    static void check(long position, long newPosition, int termLength) {
        long endOfTerm = position - (position & (termLength - 1)) + termLength;
        if (newPosition < position || newPosition > endOfTerm) {
            throw new IllegalArgumentException("position must be from " + position + " to " + endOfTerm
                    + ", the end of the term, but was " + newPosition);
        }
        if ((newPosition & (DataFrame.FRAME_ALIGNMENT - 1)) != 0) {
            throw new IllegalArgumentException("position must be a multiple of 32, but was " + newPosition);
        }
    }
}
