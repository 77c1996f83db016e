package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.Positions;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where the stream of a publication ends: at the tail, once its last owner has left. See
 * docs/driver-behaviour.md#end-of-a-publication.
 *
 * <p>Clients can write the tail, and may die after they moved it and before they wrote their frame. So it counts only
 * as far as a publisher can have come, and the end is taken back to where readers wait for what nobody can append any
 * more. Positions are in bytes.
 */
public final class StreamEnd {
    private static final long NOWHERE = -1;

    private final LogDescription description;
    private final LogFile log;
    private final int termLength;
    private final int bitsToShift;
    private final long timeoutNs;
    private long position = LogMetadata.NOT_ENDED;
    private boolean isGivenUp;

    /** Where the sender or the fastest subscriber waits for something to come, and since when. */
    public static final class Wait {
        private long position = NOWHERE;
        private long sinceNs;

        private long lengthNs(long readPosition, long nowNs) {
            if (readPosition != position) {
                position = readPosition;
                sinceNs = nowNs;
            }
            return nowNs - sinceNs;
        }
    }

    /** @param timeoutNs nanoseconds after which nobody is expected any more to write what was claimed */
    public StreamEnd(LogDescription description, LogFile log, long timeoutNs) {
        this.timeoutNs = timeoutNs;
        this.description = description;
        this.log = log;
        termLength = log.termLength();
        bitsToShift = Positions.bitsToShift(termLength);
    }

    /** The end, {@link LogMetadata#NOT_ENDED} while publishers may append. */
    public long position() {
        return position;
    }

    /**
     * Ends the stream, unless it has ended.
     *
     * @param readPosition up to where the fastest reader has read
     * @return the end
     */
    public long fix(long readPosition) {
        if (position == LogMetadata.NOT_ENDED) {
            long furthest = readPosition + description.shape().publicationWindowLength() + termLength;
            long tail = LogMetadata.producerPosition(log.metadata(), description);
            position = Math.max(readPosition, Math.min(tail, furthest));
        }
        return position;
    }

    /** Whether nothing more is to be had for a reader at that position. */
    public boolean isReachedBy(long readPosition) {
        return isGivenUp || readPosition >= position;
    }

    /**
     * Takes the end back to where a reader waits, if nothing has come to lie there during the timeout: whoever had
     * begun to append when the last owner left is done by then, or dead. Returns whether the end has moved.
     *
     * @param wait of that reader
     * @param readPosition where nothing can be unblocked any more
     */
    public boolean takeBackIfNothingIsAt(Wait wait, long readPosition, long nowNs) {
        return isBefore(readPosition)
                && frameLength(readPosition) == 0
                && wait.lengthNs(readPosition, nowNs) > timeoutNs
                && takeBackTo(readPosition);
    }

    /**
     * Takes the end back to a frame that fits no datagram: no publisher has written it. Returns whether the end has
     * moved.
     */
    public boolean takeBackIfUnsendableAt(long sentPosition) {
        if (!isBefore(sentPosition)) {
            return false;
        }
        int offset = Positions.termOffset(sentPosition, termLength);
        int maxLength = Math.min(description.shape().mtuLength(), termLength - offset);
        return frameLength(sentPosition) > maxLength
                && !DataFrame.isPadding(term(sentPosition), offset)
                && takeBackTo(sentPosition);
    }

    /** The log is such that following its readers fails: they are not waited for. */
    public void giveUp() {
        isGivenUp = true;
    }

    private boolean takeBackTo(long readPosition) {
        position = readPosition;
        return true;
    }

    private boolean isBefore(long readPosition) {
        return readPosition >= 0 && readPosition < position;
    }

    private int frameLength(long readPosition) {
        return DataFrame.frameLengthAcquire(term(readPosition), Positions.termOffset(readPosition, termLength));
    }

    private UnsafeBuffer term(long readPosition) {
        return log.term(Positions.partitionIndex(readPosition, bitsToShift));
    }
}
