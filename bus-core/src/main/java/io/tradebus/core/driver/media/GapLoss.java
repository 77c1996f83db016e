package io.tradebus.core.driver.media;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;

/**
 * Loses what lies in certain ranges of one term, of each stream and session the first time that it is sent. What is sent
 * again gets through: it begins before the end of what was lost already.
 */
final class GapLoss implements LossRule {
    /** Streams that are told apart; those beyond lose nothing, so that strangers cannot fill the heap. */
    private static final int MAX_STREAMS = 1024;

    private final Long2LongHashMap lostUpTo = new Long2LongHashMap(-1);
    private final Gaps gaps;

    /**
     * Ranges of equal length at equal distances.
     *
     * @param termId the term
     * @param firstOffset where the first one begins, in bytes
     * @param distance from the beginning of one to that of the next, in bytes
     * @param length of each in bytes, at most the distance
     * @param count how many there are
     */
    record Gaps(int termId, int firstOffset, int distance, int length, int count) {
        /** Whether one of them overlaps a range of the term. */
        boolean overlap(long start, long end) {
            // Of those that begin before the range ends, the last one also ends last.
            long index = Math.min(Math.floorDiv(end - 1 - firstOffset, (long) distance), count - 1L);
            return index >= 0 && firstOffset + index * distance + length > start;
        }
    }

    GapLoss(Gaps gaps) {
        this.gaps = gaps;
    }

    @Override
    public boolean isLost(DirectBuffer buffer, int offset, int length) {
        if (length < DataFrame.HEADER_LENGTH || !isContent(buffer, offset)) {
            return false;
        }
        long start = DataFrame.termOffset(buffer, offset);
        long end = start + Math.max(length, DataFrame.frameLength(buffer, offset));
        return gaps.overlap(start, end) && isFirst(stream(buffer, offset), start, end);
    }

    private boolean isContent(DirectBuffer buffer, int offset) {
        int type = DataFrame.type(buffer, offset);
        // Length 0 is a heartbeat, which only tells how far the stream is.
        return (type == DataFrame.TYPE_DATA || type == DataFrame.TYPE_PADDING)
                && DataFrame.frameLength(buffer, offset) > 0
                && DataFrame.termId(buffer, offset) == gaps.termId();
    }

    private boolean isFirst(long stream, long start, long end) {
        long before = lostUpTo.get(stream);
        if (before > start || before < 0 && lostUpTo.size() >= MAX_STREAMS) {
            return false;
        }
        lostUpTo.put(stream, end);
        return true;
    }

    private static long stream(DirectBuffer buffer, int offset) {
        return (long) DataFrame.sessionId(buffer, offset) << Integer.SIZE
                | DataFrame.streamId(buffer, offset) & 0xFFFF_FFFFL;
    }
}
