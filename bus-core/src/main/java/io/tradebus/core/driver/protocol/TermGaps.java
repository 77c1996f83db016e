package io.tradebus.core.driver.protocol;

import static io.tradebus.core.format.frame.DataFrame.FRAME_ALIGNMENT;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finds what a term of an image lacks. What has not arrived is zero, since a term is cleaned before it is used again; so
 * the first thing in it that is not zero at a multiple of the frame alignment is the length of a frame.
 */
final class TermGaps {
    private TermGaps() {}

    /**
     * Where frames that follow each other end: at the first one that is not complete, or beyond {@code limit}, but never
     * beyond the term.
     */
    static int endOfRun(UnsafeBuffer term, int offset, int limit) {
        int end = offset;
        while (end < limit) {
            int frameLength = DataFrame.frameLengthAcquire(term, end);
            if (frameLength <= 0) {
                break;
            }
            if (frameLength > term.capacity() - end) {
                return term.capacity();
            }
            end += DataFrame.alignedLength(frameLength);
        }
        return end;
    }

    /**
     * Where the gap that begins at {@code offset} ends: at the next frame, or at {@code limit}. It has no length when
     * there is a frame already, even one that is still being written.
     */
    static int endOfGap(UnsafeBuffer term, int offset, int limit) {
        int end = offset;
        while (end < limit && DataFrame.frameLengthAcquire(term, end) == 0) {
            end += FRAME_ALIGNMENT;
        }
        return Math.min(end, limit);
    }
}
