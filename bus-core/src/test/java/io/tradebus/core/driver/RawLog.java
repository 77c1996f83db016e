package io.tradebus.core.driver;

import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.LogMetadata;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.format.log.RawTail;
import io.tradebus.core.format.log.TermRotation;
import org.agrona.concurrent.UnsafeBuffer;

/** Appends to a log as a shared publication does, or begins to and dies. */
public final class RawLog {
    private final LogFile file;
    private final UnsafeBuffer metadata;

    public RawLog(LogFile file) {
        this.file = file;
        metadata = file.metadata();
    }

    UnsafeBuffer metadata() {
        return metadata;
    }

    LogFile file() {
        return file;
    }

    public long producerPosition() {
        return LogMetadata.producerPosition(metadata);
    }

    public boolean isConnected() {
        return LogMetadata.isConnectedAcquire(metadata);
    }

    public long endOfStreamPosition() {
        return LogMetadata.endOfStreamPositionAcquire(metadata);
    }

    /** Appends one frame of that length in bytes, header included, and returns the position after it. */
    public long append(int frameLength) {
        int offset = claim(frameLength);
        UnsafeBuffer term = activeTerm();
        DataFrame.writeFields(
                term,
                offset,
                DataFrame.FLAGS_UNFRAGMENTED,
                DataFrame.TYPE_DATA,
                offset,
                LogMetadata.sessionId(metadata),
                LogMetadata.streamId(metadata),
                RawTail.termId(LogMetadata.rawTailAcquire(metadata, activePartition())));
        DataFrame.frameLengthRelease(term, offset, frameLength);
        return producerPosition();
    }

    /** Fills the term with frames up to its end, and turns it. */
    long appendToEndOfTerm() {
        int rest = file.termLength() - Positions.termOffset(producerPosition(), file.termLength());
        int termId = RawTail.termId(LogMetadata.rawTailAcquire(metadata, activePartition()));
        append(rest);
        TermRotation.rotate(metadata, LogMetadata.activeTermCountAcquire(metadata), termId);
        return producerPosition();
    }

    /** Moves the tail and writes nothing, as a publisher that dies at once. */
    public int claim(int frameLength) {
        long rawTail = LogMetadata.getAndAddRawTail(metadata, activePartition(), DataFrame.alignedLength(frameLength));
        return RawTail.offset(rawTail, file.termLength());
    }

    /** Says how long the frame will be and never completes it. */
    void beginFrame(int frameLength) {
        int offset = claim(frameLength);
        DataFrame.frameLengthRelease(activeTerm(), offset, -frameLength);
    }

    boolean isZero(long from, long to) {
        int bits = Positions.bitsToShift(file.termLength());
        for (long position = from; position < to; position++) {
            UnsafeBuffer term = file.term(Positions.partitionIndex(position, bits));
            if (term.getByte(Positions.termOffset(position, file.termLength())) != 0) {
                return false;
            }
        }
        return true;
    }

    UnsafeBuffer activeTerm() {
        return file.term(activePartition());
    }

    private int activePartition() {
        return Positions.partitionIndexOfCount(LogMetadata.activeTermCountAcquire(metadata));
    }
}
