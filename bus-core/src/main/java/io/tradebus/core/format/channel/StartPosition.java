package io.tradebus.core.format.channel;

import io.tradebus.core.format.control.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream begins when its publisher says so.
 *
 * @param initialTermId id of the term at position 0
 * @param termId id of the term in which the stream begins
 * @param termOffset bytes into that term, a multiple of 32
 */
public record StartPosition(int initialTermId, int termId, int termOffset) {
    private static final int FRAME_ALIGNMENT = 32;

    /** The position in bytes that this is, for terms of a length that is a power of two. */
    public long position(int termLength) {
        return (long) (termId - initialTermId) * termLength + termOffset;
    }

    /**
     * Reads the three parameters, which must be given all or not at all.
     *
     * @param code what a fault counts as
     * @return the start, or null if none of the three is given
     */
    static @Nullable StartPosition of(ChannelUri uri, int termLength, ErrorCode code) {
        int given = (uri.has(ChannelParam.INITIAL_TERM_ID) ? 1 : 0)
                + (uri.has(ChannelParam.TERM_ID) ? 1 : 0)
                + (uri.has(ChannelParam.TERM_OFFSET) ? 1 : 0);
        if (given == 0) {
            return null;
        }
        if (given < 3) {
            throw new ChannelException(
                    code, "params init-term-id, term-id, and term-offset must be used as a complete set: " + uri);
        }
        StartPosition start = new StartPosition(
                ChannelValues.intOr(uri, ChannelParam.INITIAL_TERM_ID, 0, code),
                ChannelValues.intOr(uri, ChannelParam.TERM_ID, 0, code),
                ChannelValues.intOr(uri, ChannelParam.TERM_OFFSET, 0, code));
        start.require(termLength, code);
        return start;
    }

    private void require(int termLength, ErrorCode code) {
        if (termOffset < 0 || termOffset > termLength) {
            throw new ChannelException(code, "term-offset is not in 0..term-length=" + termLength + ": " + termOffset);
        }
        if ((termOffset & FRAME_ALIGNMENT - 1) != 0) {
            throw new ChannelException(code, "term-offset is not a multiple of " + FRAME_ALIGNMENT + ": " + termOffset);
        }
        // Term ids wrap, so only their difference tells which one comes first.
        if (termId - initialTermId < 0) {
            throw new ChannelException(
                    code, "term-id is before init-term-id: init-term-id=" + initialTermId + " term-id=" + termId);
        }
    }
}
