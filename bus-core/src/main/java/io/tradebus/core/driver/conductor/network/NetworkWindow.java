package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.conductor.resource.LogCleaner;
import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.log.Positions;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * How far a publisher to the network may go: a window ahead of what was sent and what every spy has read. One term
 * behind that the log is cleaned, since up to there it may still be asked for again; and always before the limit is
 * raised, so that a publisher only ever finds zeroes ahead of its tail. See docs/driver-behaviour.md#windows.
 */
final class NetworkWindow {
    /** A limit two terms ahead of the part that is being cleaned is the furthest that touches none of it. */
    private static final int MAX_TERM_GAP = 2;

    private final LogCleaner cleaner;
    private final AtomicCounter limit;
    private final AtomicCounter senderPosition;
    private final int termLength;
    private final int bitsToShift;
    private final long windowLength;

    NetworkWindow(LogFile log, AtomicCounter limit, AtomicCounter senderPosition, long start, long windowLength) {
        cleaner = new LogCleaner(log, start);
        this.limit = limit;
        this.senderPosition = senderPosition;
        this.windowLength = windowLength;
        termLength = log.termLength();
        bitsToShift = Positions.bitsToShift(termLength);
        limit.setRelease(start);
    }

    long senderPosition() {
        return senderPosition.get();
    }

    /** Position below which an untethered spy is too far behind: more than three quarters of the window. */
    long untetheredLimit() {
        return senderPosition.get() - windowLength + windowLength / 4;
    }

    /**
     * Follows the sender and the spies. Without receivers takes the limit back to what was sent. Returns whether the
     * limit moved.
     */
    boolean track(boolean isConnected, Spies spies) {
        long sent = senderPosition.get();
        if (!isConnected) {
            return takeBack(sent);
        }
        long needed = spies.slowest(sent);
        long newLimit = needed + windowLength;
        if (newLimit <= limit.getPlain()) {
            return false;
        }
        cleaner.advanceTo(needed - termLength);
        if (!isClean(newLimit)) {
            return false;
        }
        limit.setRelease(newLimit);
        return true;
    }

    /** Ends the stream: nobody may append at or after {@code position} any more. */
    void closeAt(long position) {
        limit.setRelease(position);
    }

    private boolean takeBack(long sent) {
        if (limit.getPlain() <= sent) {
            return false;
        }
        limit.setRelease(sent);
        cleaner.advanceTo(sent - termLength);
        return true;
    }

    private boolean isClean(long newLimit) {
        long cleanPosition = cleaner.position();
        long gap = (newLimit >> bitsToShift) - (cleanPosition >> bitsToShift);
        return gap < MAX_TERM_GAP || gap == MAX_TERM_GAP && (cleanPosition & (termLength - 1)) != 0;
    }
}
