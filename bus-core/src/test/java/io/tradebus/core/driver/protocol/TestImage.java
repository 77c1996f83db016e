package io.tradebus.core.driver.protocol;

import io.tradebus.core.format.frame.DataFrame;
import io.tradebus.core.format.log.Positions;
import org.agrona.concurrent.UnsafeBuffer;

/** The log of an image in memory of this process only, with the shortest terms there are. */
final class TestImage {
    static final int TERM_LENGTH = 65_536;
    static final int BITS = 16;
    static final int INITIAL_TERM_ID = Integer.MAX_VALUE;

    final UnsafeBuffer[] terms = new UnsafeBuffer[3];

    TestImage() {
        for (int i = 0; i < terms.length; i++) {
            terms[i] = new UnsafeBuffer(new byte[TERM_LENGTH]);
        }
    }

    /** Inserts a datagram of one frame that takes so many bytes, all of its payload set. */
    void insert(long position, int length) {
        UnsafeBuffer term = term(position);
        int offset = offset(position);
        term.setMemory(offset + DataFrame.HEADER_LENGTH, length - DataFrame.HEADER_LENGTH, (byte) 0x7F);
        DataFrame.type(term, offset, DataFrame.TYPE_DATA);
        DataFrame.frameLengthRelease(term, offset, length);
    }

    /** Inserts the header of padding. */
    void insertPadding(long position, int length) {
        DataFrame.type(term(position), offset(position), DataFrame.TYPE_PADDING);
        DataFrame.frameLengthRelease(term(position), offset(position), length);
    }

    void insertFrames(long from, long to, int length) {
        for (long position = from; position < to; position += length) {
            insert(position, length);
        }
    }

    boolean isPresent(long position) {
        return DataFrame.frameLengthAcquire(term(position), offset(position)) != 0;
    }

    /** Clears the term that begins at a position, which is used for another one from now on. */
    void clean(long beginOfTerm) {
        term(beginOfTerm).setMemory(0, TERM_LENGTH, (byte) 0);
    }

    static long position(int termId, int termOffset) {
        return Positions.position(termId, termOffset, BITS, INITIAL_TERM_ID);
    }

    UnsafeBuffer term(long position) {
        return terms[Positions.partitionIndex(position, BITS)];
    }

    static int offset(long position) {
        return Positions.termOffset(position, TERM_LENGTH);
    }
}
