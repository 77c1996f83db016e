package io.tradebus.core.format.log;

import static io.tradebus.core.format.frame.DataFrame.FRAME_ALIGNMENT;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Closes gaps in the log of an image that does not ask for what was lost. See
 * {@code docs/wire-protocol.md#unreliable-streams}. Called by the receiver, one thread for each log, while subscribers
 * read.
 */
public final class TermFiller {
    private TermFiller() {}

    /**
     * Makes one frame of padding of a gap, unless some of what was missing has come meanwhile.
     *
     * @param offset where the gap begins: the end of the frame before it
     * @param length of the gap in bytes, a multiple of the frame alignment, not beyond the end of the term
     * @return whether the gap was filled
     */
    public static boolean fillGap(UnsafeBuffer term, int termId, int sessionId, int streamId, int offset, int length) {
        if (!isEmpty(term, offset, offset + length)) {
            return false;
        }
        DataFrame.writeFields(
                term,
                offset,
                DataFrame.FLAGS_UNFRAGMENTED,
                DataFrame.TYPE_PADDING,
                offset,
                sessionId,
                streamId,
                termId);
        DataFrame.reservedValue(term, offset, 0);
        DataFrame.frameLengthRelease(term, offset, length);
        return true;
    }

    // Nothing comes into a log but whole frames, so where no frame begins there is nothing.
    private static boolean isEmpty(UnsafeBuffer term, int offset, int end) {
        for (int i = offset; i < end; i += FRAME_ALIGNMENT) {
            if (DataFrame.frameLengthAcquire(term, i) != 0) {
                return false;
            }
        }
        return offset < end;
    }
}
