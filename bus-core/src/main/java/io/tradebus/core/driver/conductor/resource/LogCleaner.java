package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.format.log.TermCleaner;

/** Zeroes what nobody needs any more of a log, in order, and knows how far it is. */
public final class LogCleaner {
    private final LogFile log;
    private final int termLength;
    private final int bitsToShift;
    private long position;

    /** @param start position that the log begins at, in bytes */
    public LogCleaner(LogFile log, long start) {
        this.log = log;
        termLength = log.termLength();
        bitsToShift = Positions.bitsToShift(termLength);
        position = start;
    }

    /** Everything before it was cleaned. */
    public long position() {
        return position;
    }

    /** Cleans towards {@code limit}, at most to the end of a term; what is left is cleaned with the next call. */
    public void advanceTo(long limit) {
        if (limit <= position) {
            return;
        }
        int offset = (int) (position & (termLength - 1));
        int length = (int) Math.min(limit - position, termLength - offset);
        TermCleaner.clean(log.term(Positions.partitionIndex(position, bitsToShift)), offset, length);
        position += length;
    }
}
