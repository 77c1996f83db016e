package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.log.Positions;
import io.tradebus.core.format.log.TermCleaner;
import java.util.List;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * How far an IPC publisher may go: a window ahead of its slowest subscriber. Behind the slowest subscriber the log is
 * cleaned, and always before the limit is raised, so that a publisher only ever finds zeroes ahead of its tail.
 *
 * <p>The limit moves in steps of an eighth of the window; in between nothing is written that the publisher would have to
 * fetch from another core. See docs/driver-behaviour.md#windows.
 */
final class IpcWindow {
    private static final int STEPS = 8;

    private final LogFile log;
    private final AtomicCounter limit;
    private final int termLength;
    private final int bitsToShift;
    private final long windowLength;
    private long consumerPosition;
    private long cleanPosition;
    private long tripLimit;

    IpcWindow(LogFile log, AtomicCounter limit, long startPosition, long windowLength) {
        this.log = log;
        this.limit = limit;
        this.windowLength = windowLength;
        termLength = log.termLength();
        bitsToShift = Positions.bitsToShift(termLength);
        consumerPosition = startPosition;
        cleanPosition = startPosition;
        tripLimit = startPosition;
        limit.setRelease(startPosition);
    }

    /** Highest position a subscriber has ever read up to. */
    long consumerPosition() {
        return consumerPosition;
    }

    /** Position below which an untethered subscriber is too far behind: more than three quarters of the window. */
    long untetheredLimit() {
        return consumerPosition - windowLength + windowLength / 4;
    }

    /** Where a new subscriber joins, so that it sees all that others have not yet read. */
    long joinPosition(List<SubscriberPosition> subscribers) {
        long position = consumerPosition;
        for (int i = 0; i < subscribers.size(); i++) {
            SubscriberPosition subscriber = subscribers.get(i);
            if (subscriber.isWorking()) {
                position = Math.min(position, subscriber.get());
            }
        }
        return position;
    }

    /** Takes note of how far the fastest subscriber is, when nothing is published any more. */
    void noteConsumers(List<SubscriberPosition> subscribers) {
        for (int i = 0; i < subscribers.size(); i++) {
            SubscriberPosition subscriber = subscribers.get(i);
            if (subscriber.isWorking()) {
                consumerPosition = Math.max(consumerPosition, subscriber.get());
            }
        }
    }

    /** Follows the subscribers: cleans, then raises the limit. Without any, takes the limit back. */
    int track(List<SubscriberPosition> subscribers) {
        long min = Long.MAX_VALUE;
        long max = consumerPosition;
        for (int i = 0; i < subscribers.size(); i++) {
            SubscriberPosition subscriber = subscribers.get(i);
            if (subscriber.isWorking()) {
                long position = subscriber.get();
                min = Math.min(min, position);
                max = Math.max(max, position);
            }
        }
        consumerPosition = max;
        return min == Long.MAX_VALUE ? takeBack() : raise(min);
    }

    /** Ends the stream: nobody may append at or after {@code position} any more. */
    void closeAt(long position) {
        limit.setRelease(position);
    }

    private int raise(long slowest) {
        long newLimit = slowest + windowLength;
        if (newLimit < tripLimit) {
            return 0;
        }
        cleanUpTo(slowest);
        limit.setRelease(newLimit);
        tripLimit = newLimit + windowLength / STEPS;
        return 1;
    }

    private int takeBack() {
        if (limit.get() <= consumerPosition) {
            return 0;
        }
        tripLimit = consumerPosition;
        limit.setRelease(consumerPosition);
        cleanUpTo(consumerPosition);
        return 1;
    }

    /** Cleans at most to the end of a term; what is left is cleaned with the next step, long before it is used again. */
    private void cleanUpTo(long position) {
        if (position <= cleanPosition) {
            return;
        }
        int offset = (int) (cleanPosition & (termLength - 1));
        int length = (int) Math.min(position - cleanPosition, termLength - offset);
        TermCleaner.clean(log.term(Positions.partitionIndex(cleanPosition, bitsToShift)), offset, length);
        cleanPosition += length;
    }
}
