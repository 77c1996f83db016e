package io.tradebus.core.driver.sender;

import io.tradebus.core.driver.exchange.OutboundLog;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.DatagramScanner;
import io.tradebus.core.format.log.LogDescription;
import io.tradebus.core.format.log.LogLayout;
import io.tradebus.core.format.log.Positions;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** The terms of one stream: what can be sent from a position, and its bytes, to be sent straight from the log. */
final class OutboundTerms {
    private final UnsafeBuffer[] terms = new UnsafeBuffer[LogLayout.PARTITION_COUNT];
    private final ByteBuffer[] views = new ByteBuffer[LogLayout.PARTITION_COUNT];
    private final int sessionId;
    private final int initialTermId;
    private final int termLength;
    private final int bitsToShift;
    private final int mtuLength;
    private final @Nullable SendTimestamp timestamp;

    OutboundTerms(OutboundLog log, @Nullable SendTimestamp timestamp) {
        LogFile file = log.file();
        for (int i = 0; i < terms.length; i++) {
            terms[i] = file.term(i);
            views[i] = file.termByteBuffer(i);
        }
        LogDescription description = log.description();
        sessionId = description.sessionId();
        initialTermId = description.start().initialTermId();
        termLength = description.shape().termLength();
        bitsToShift = Positions.bitsToShift(termLength);
        mtuLength = description.shape().mtuLength();
        this.timestamp = timestamp;
    }

    int termLength() {
        return termLength;
    }

    int mtuLength() {
        return mtuLength;
    }

    int termId(long position) {
        return Positions.termId(position, bitsToShift, initialTermId);
    }

    int termOffset(long position) {
        return Positions.termOffset(position, termLength);
    }

    long position(int termId, int termOffset) {
        return Positions.position(termId, termOffset, bitsToShift, initialTermId);
    }

    /** Whether a whole frame lies at a position, whatever its length. */
    boolean hasFrame(long position) {
        return DataFrame.frameLengthAcquire(term(position), termOffset(position)) > 0;
    }

    /** Whether a frame of this stream begins at a position before which everything was sent. */
    boolean isFrameStart(long position) {
        UnsafeBuffer term = term(position);
        int termOffset = termOffset(position);
        return DataFrame.termOffset(term, termOffset) == termOffset
                && DataFrame.termId(term, termOffset) == termId(position)
                && DataFrame.sessionId(term, termOffset) == sessionId;
    }

    /**
     * Finds what can be sent in one call of a port.
     *
     * @param maxLength most bytes of it
     * @param maxDatagrams most datagrams of it
     * @return a run, see {@link DatagramScanner}
     */
    long scan(long position, long maxLength, int maxDatagrams) {
        return DatagramScanner.scanRun(
                term(position), termOffset(position), mtuLength, (int) Math.min(maxLength, termLength), maxDatagrams);
    }

    /** The bytes of what {@link #scan} found at this position, ready to be sent. */
    ByteBuffer prepare(long position, long run) {
        int partition = Positions.partitionIndex(position, bitsToShift);
        int termOffset = termOffset(position);
        int length = DatagramScanner.length(run);
        if (timestamp != null) {
            timestamp.stamp(terms[partition], termOffset, length, DatagramScanner.segmentLength(run));
        }
        ByteBuffer view = views[partition];
        return view.limit(termOffset + length).position(termOffset);
    }

    /** The term in which a position is. */
    UnsafeBuffer term(long position) {
        return terms[Positions.partitionIndex(position, bitsToShift)];
    }
}
