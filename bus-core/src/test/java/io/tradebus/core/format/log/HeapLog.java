package io.tradebus.core.format.log;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.concurrent.UnsafeBuffer;

/** A log in memory of this process only, with the shortest terms there are. */
final class HeapLog {
    static final int TERM_LENGTH = LogLayout.MIN_TERM_LENGTH;
    static final int SESSION_ID = 0x0A0B0C0D;
    static final int STREAM_ID = 1001;
    static final int INITIAL_TERM_ID = 5;
    static final int MTU_LENGTH = 1408;
    static final int MAX_PAYLOAD_LENGTH = MTU_LENGTH - 32;

    final UnsafeBuffer metadata = new UnsafeBuffer(new byte[LogLayout.METADATA_LENGTH]);
    final UnsafeBuffer[] terms = new UnsafeBuffer[LogLayout.PARTITION_COUNT];
    final TermAppender appender = new TermAppender(SESSION_ID, STREAM_ID, MTU_LENGTH);

    HeapLog() {
        this(INITIAL_TERM_ID, INITIAL_TERM_ID, 0);
    }

    HeapLog(int initialTermId, int termId, int termOffset) {
        for (int i = 0; i < terms.length; i++) {
            terms[i] = new UnsafeBuffer(new byte[TERM_LENGTH]);
        }
        LogMetadata.initialise(
                metadata,
                LogDescription.builder(LogKind.CONCURRENT_PUBLICATION, 42).stream(SESSION_ID, STREAM_ID)
                        .start(initialTermId, termId, termOffset)
                        .termLength(TERM_LENGTH)
                        .mtuLength(MTU_LENGTH)
                        .build());
    }

    /** Moves the tail of the active partition as a publisher does before it writes. */
    int claim(int length) {
        int partition = Positions.partitionIndexOfCount(LogMetadata.activeTermCount(metadata));
        long before = LogMetadata.getAndAddRawTail(metadata, partition, length);
        return RawTail.offset(before, TERM_LENGTH);
    }

    boolean unblock(long position) {
        return TermUnblocker.unblock(
                terms[Positions.partitionIndex(position, Positions.bitsToShift(TERM_LENGTH))], metadata, position);
    }

    /** Frames with messages of the given lengths, as a batch lays them out that will stand at an offset of a term. */
    static UnsafeBuffer frames(int termId, int termOffset, int... lengths) {
        UnsafeBuffer frames = new UnsafeBuffer(new byte[TERM_LENGTH]);
        int frame = 0;
        for (int length : lengths) {
            int frameLength = length + DataFrame.HEADER_LENGTH;
            frames.putLong(frame, DataFrame.firstWord(frameLength, DataFrame.FLAGS_UNFRAGMENTED, DataFrame.TYPE_DATA));
            DataFrame.writeIdentity(frames, frame, termOffset + frame, SESSION_ID, STREAM_ID, termId);
            frames.putBytes(frame + DataFrame.HEADER_LENGTH, message(length), 0, length);
            frame += DataFrame.alignedLength(frameLength);
        }
        return frames;
    }

    static UnsafeBuffer message(int length) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
        for (int i = 0; i < length; i++) {
            message.putByte(i, (byte) (i * 31 + 7));
        }
        return message;
    }
}
