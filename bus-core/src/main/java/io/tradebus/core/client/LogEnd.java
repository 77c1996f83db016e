package io.tradebus.core.client;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.Positions;
import org.agrona.concurrent.UnsafeBuffer;

/** Where a log ends to which nothing is added any more. Holds nothing; for any thread. */
final class LogEnd {
    private LogEnd() {}

    /**
     * The position behind the last frame that lies in a log without a gap, in bytes.
     *
     * @param position where to begin, which is that of a frame or of the end
     */
    static long of(UnsafeBuffer[] terms, long position, int initialTermId, int bitsToShift) {
        int termMask = terms[0].capacity() - 1;
        long end = position;
        while (true) {
            UnsafeBuffer term = terms[Positions.partitionIndex(end, bitsToShift)];
            int offset = (int) end & termMask;
            int length = DataFrame.frameLengthAcquire(term, offset);
            // What lies behind the newest term may be left from three terms before.
            if (length <= 0 || DataFrame.termId(term, offset) != initialTermId + (int) (end >>> bitsToShift)) {
                return end;
            }
            end += DataFrame.alignedLength(length);
        }
    }
}
