package io.tradebus.core.driver.receiver;

import org.agrona.BitUtil;

/**
 * Which datagrams an image takes. Specified in {@code docs/wire-protocol.md#what-an-image-accepts}.
 *
 * <p>All that is taken lies at or after the position of the last status message and at most half a term beyond it, where
 * the log has been cleaned and no subscriber can stand a term behind.
 */
final class Acceptance {
    /** What becomes of a datagram. */
    enum Fate {
        /** Its data goes into the log. */
        INSERT,
        /** It only says where the sender stands. */
        HEARTBEAT,
        /** It goes further than the sender was let; it is dropped. */
        OVER_RUN,
        /** It says that the sender stands where only padding can have brought it: up to the limit all was sent. */
        PADDED_OVER,
        /** It was consumed by all, not long ago: its sender is there, but that is all. */
        LATE,
        /** It is older than anything that a sender that follows would send. */
        UNDER_RUN
    }

    private final int termLength;
    private final int maxWindowLength;

    Acceptance(int termLength, int maxWindowLength) {
        this.termLength = termLength;
        this.maxWindowLength = maxWindowLength;
    }

    /** Nothing is taken from here on. */
    long limit(long sentPosition) {
        return sentPosition + termLength / 2;
    }

    /**
     * Decides.
     *
     * @param position of the first frame, negative when its term comes before the first one
     * @param length of the datagram in bytes
     * @param sentPosition of the last status message that was sent, or where the image begins
     */
    Fate fateOf(long position, int length, boolean isHeartbeat, long sentPosition) {
        long end = isHeartbeat ? position : position + length;
        long limit = limit(sentPosition);
        if (end > limit) {
            return isHeartbeat && end <= BitUtil.align(limit, termLength) ? Fate.PADDED_OVER : Fate.OVER_RUN;
        }
        if (isHeartbeat) {
            return position < Math.max(0, sentPosition - termLength) ? Fate.UNDER_RUN : Fate.HEARTBEAT;
        }
        if (position >= sentPosition) {
            return Fate.INSERT;
        }
        return position >= sentPosition - maxWindowLength ? Fate.LATE : Fate.UNDER_RUN;
    }
}
