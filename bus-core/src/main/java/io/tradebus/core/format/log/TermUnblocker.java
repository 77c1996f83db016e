package io.tradebus.core.format.log;

import static io.tradebus.core.format.frame.DataFrame.FRAME_ALIGNMENT;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gets a log going again after a publisher died in the middle of an append. See
 * {@code docs/shared-memory.md#unblocking}.
 *
 * <p>What a dead publisher can leave behind at the position where all readers stand is one of three things: a term that
 * was filled and not turned; a frame that says how long it is and never was completed; or bytes that were claimed and
 * never written, of which only what comes after them tells the length. The first is turned, the others become padding.
 *
 * <p>Called by the driver's conductor, only when the consumers have stood still for so long that a living publisher cannot
 * be the reason. Other publishers may go on appending meanwhile.
 */
public final class TermUnblocker {
    private TermUnblocker() {}

    /**
     * Looks at the position where consumers stand and removes what blocks them.
     *
     * @param term the partition that holds {@code position}, see {@link Positions#partitionIndex}
     * @param position where all consumers stand, in bytes
     * @return whether something was blocked and is not any more
     */
    public static boolean unblock(UnsafeBuffer term, UnsafeBuffer metadata, long position) {
        // Clients can write into the metadata, the length of a term included.
        int termLength = term.capacity();
        if (position < 0 || position >= Positions.maxPosition(termLength)) {
            // Everything was read that a stream can hold; there is no next term to turn to.
            return false;
        }
        int termCount = Positions.termCountAt(position, Positions.bitsToShift(termLength));
        int offset = Positions.termOffset(position, termLength);
        int activeTermCount = LogMetadata.activeTermCountAcquire(metadata);
        if (termCount > 0 && activeTermCount == termCount - 1 && offset == 0) {
            return TermRotation.rotate(metadata, activeTermCount, termIdOf(metadata, activeTermCount));
        }
        int partition = Positions.partitionIndexOfCount(termCount);
        long rawTail = LogMetadata.rawTailAcquire(metadata, partition);
        int termId = LogMetadata.initialTermId(metadata) + termCount;
        if (RawTail.termId(rawTail) != termId) {
            return false;
        }
        int frameLength = DataFrame.frameLengthAcquire(term, offset);
        if (frameLength < 0) {
            int length = (int) Math.min(-(long) frameLength, termLength - offset);
            writePadding(term, metadata, offset, termId, length);
            return true;
        }
        return frameLength == 0 && padUnwritten(term, metadata, offset, rawTail);
    }

    private static boolean padUnwritten(UnsafeBuffer term, UnsafeBuffer metadata, int offset, long rawTail) {
        int termLength = term.capacity();
        int tailOffset = RawTail.offset(rawTail, termLength);
        int termId = RawTail.termId(rawTail);
        int next = offset + FRAME_ALIGNMENT;
        while (next < tailOffset && DataFrame.frameLengthAcquire(term, next) == 0) {
            next += FRAME_ALIGNMENT;
        }
        boolean isFrame = next < tailOffset;
        boolean isEndOfTerm = next == termLength && tailOffset == termLength;
        // A publisher that was only slow may have begun its frame while this looked for the next one.
        if (!(isFrame || isEndOfTerm) || !isStillZero(term, offset, next)) {
            return false;
        }
        writePadding(term, metadata, offset, termId, next - offset);
        if (isEndOfTerm) {
            rotateUnlessLast(metadata, termId);
        }
        return true;
    }

    private static boolean isStillZero(UnsafeBuffer term, int offset, int end) {
        for (int i = end - FRAME_ALIGNMENT; i >= offset; i -= FRAME_ALIGNMENT) {
            if (DataFrame.frameLengthAcquire(term, i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static void writePadding(UnsafeBuffer term, UnsafeBuffer metadata, int offset, int termId, int length) {
        DataFrame.writeFields(
                term,
                offset,
                DataFrame.FLAGS_UNFRAGMENTED,
                DataFrame.TYPE_PADDING,
                offset,
                LogMetadata.sessionId(metadata),
                LogMetadata.streamId(metadata),
                termId);
        DataFrame.reservedValue(term, offset, 0);
        DataFrame.frameLengthRelease(term, offset, length);
    }

    private static void rotateUnlessLast(UnsafeBuffer metadata, int termId) {
        int termCount = Positions.termCount(termId, LogMetadata.initialTermId(metadata));
        if (termCount != Integer.MAX_VALUE) {
            TermRotation.rotate(metadata, termCount, termId);
        }
    }

    private static int termIdOf(UnsafeBuffer metadata, int termCount) {
        return RawTail.termId(LogMetadata.rawTailAcquire(metadata, Positions.partitionIndexOfCount(termCount)));
    }
}
