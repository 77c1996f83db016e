package io.tradebus.core.client;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.Positions;
import org.agrona.concurrent.UnsafeBuffer;

/** Where a log ends to which nothing is added any more. Holds nothing; for any thread. */
final class LogEnd {
    private LogEnd() {}

    /**
     * The position behind the last frame that lies in the log of an image without a gap, in bytes; its last one if the image is
     * closed, or behind some frame if it is closed meanwhile.
     */
    static long of(Image image, UnsafeBuffer[] terms) {
        int initialTermId = image.initialTermId();
        int bitsToShift = image.positionBitsToShift();
        int termMask = image.termBufferLength() - 1;
        long end = image.position();
        while (!image.isClosed()) {
            UnsafeBuffer term = terms[Positions.partitionIndex(end, bitsToShift)];
            int offset = (int) end & termMask;
            int length = DataFrame.frameLengthAcquire(term, offset);
            // What lies behind the newest term may be left from three terms before.
            if (length <= 0 || DataFrame.termId(term, offset) != initialTermId + (int) (end >>> bitsToShift)) {
                break;
            }
            end += DataFrame.alignedLength(length);
        }
        return end;
    }
}
