package io.tradebus.core.driver.receiver;

import static io.tradebus.core.format.log.LogLayout.PARTITION_COUNT;

import io.tradebus.core.driver.exchange.InboundLog;
import io.tradebus.core.driver.protocol.LossDetector;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.format.log.TermInserter;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts a stream together again in the log of its image. The rebuild position is what was received without a gap; the
 * high-water mark is how far the sender is known to be. Padding counts for the high-water mark with its header alone,
 * which is all that is sent of it, so the rebuild position may be the greater one.
 */
final class Rebuild {
    private final InboundLog log;
    private final UnsafeBuffer[] terms = new UnsafeBuffer[PARTITION_COUNT];
    private final int bitsToShift;
    private final int termLength;
    private final FrameBounds bounds;
    private final LossDetector detector;
    private long rebuildPosition;
    private long highWaterMark;
    private boolean hadGap;

    // Between these two nothing lies. The first one is behind what has come in order since the last look for gaps.
    private long emptyBegin;
    private long emptyEnd;
    private long publishedRebuildPosition;
    private long publishedHighWaterMark;

    Rebuild(InboundLog log, FrameBounds bounds, LossDetector detector) {
        this.log = log;
        this.bounds = bounds;
        this.detector = detector;
        for (int i = 0; i < PARTITION_COUNT; i++) {
            terms[i] = log.file().term(i);
        }
        termLength = log.description().shape().termLength();
        bitsToShift = Positions.bitsToShift(termLength);
        rebuildPosition = log.description().startPosition();
        highWaterMark = rebuildPosition;
        log.rebuildPosition().setRelease(rebuildPosition);
        log.highWaterMark().setRelease(rebuildPosition);
        publishedRebuildPosition = rebuildPosition;
        publishedHighWaterMark = rebuildPosition;
    }

    /**
     * Takes data that was checked and accepted.
     *
     * @param position of the first frame
     */
    void insert(long position, UnsafeBuffer buffer, int offset, int length) {
        // What lies below was received as a whole. What may seem to be free there is within a frame, and stays as it
        // is.
        if (position < rebuildPosition) {
            return;
        }
        int span = spanOf(buffer, offset, length);
        UnsafeBuffer term = terms[Positions.partitionIndex(position, bitsToShift)];
        int termOffset = Positions.termOffset(position, termLength);
        if (position == rebuildPosition && highWaterMark <= position) {
            // In order, as almost always: there is nothing beyond, and nothing to search for.
            if (TermInserter.insert(term, termOffset, buffer, offset, length)) {
                rebuildPosition = position + span;
            }
        } else if (bounds.isSplitBy(position, span)) {
            return;
        } else if (TermInserter.insert(term, termOffset, buffer, offset, length)) {
            bounds.add(position, buffer, offset, length);
            onInserted(position, span);
        }
        highWaterMark = Math.max(highWaterMark, position + length);
    }

    /** The sender stands at a position. */
    void onSenderPosition(long position) {
        highWaterMark = Math.max(highWaterMark, position);
    }

    /**
     * Moves the rebuild position over what is complete, and has gaps asked for that are due.
     *
     * @param consumedPosition up to which all subscribers have consumed
     * @return whether something is missing that was not missed before
     */
    boolean track(long nowNs, long consumedPosition) {
        rebuildPosition = Math.max(rebuildPosition, consumedPosition);
        boolean hasGap = rebuildPosition < highWaterMark;
        if (!hasGap && !hadGap) {
            return false;
        }
        // Once more after the last gap, so that the detector sees that it was closed.
        hadGap = hasGap;
        rebuildPosition = detector.track(terms, rebuildPosition, emptyEnd, highWaterMark, nowNs);
        emptyBegin = rebuildPosition;
        emptyEnd = detector.endOfOldestGap();
        bounds.release(rebuildPosition);
        return detector.foundLoss();
    }

    /** Whether everything is there that the sender is known to have sent. */
    boolean isComplete() {
        return rebuildPosition >= highWaterMark;
    }

    /** What was received without a gap, in bytes. */
    long position() {
        return rebuildPosition;
    }

    /**
     * Shows how far the image is. Once a cycle is often enough for those who look at it.
     *
     * @return whether more can be read than before
     */
    boolean publish() {
        if (highWaterMark != publishedHighWaterMark) {
            publishedHighWaterMark = highWaterMark;
            log.highWaterMark().setRelease(highWaterMark);
        }
        if (rebuildPosition != publishedRebuildPosition) {
            publishedRebuildPosition = rebuildPosition;
            log.rebuildPosition().setRelease(rebuildPosition);
            return true;
        }
        return false;
    }

    private void onInserted(long position, int span) {
        if (position == emptyBegin) {
            emptyBegin += span;
        } else {
            emptyEnd = Math.min(emptyEnd, position);
        }
    }

    /** Bytes that the frames of a datagram take in the log: more than its length when padding is the last one. */
    private static int spanOf(UnsafeBuffer buffer, int offset, int length) {
        int span = 0;
        do {
            span += DataFrame.alignedLength(DataFrame.frameLength(buffer, offset + span));
        } while (span < length);
        return span;
    }
}
