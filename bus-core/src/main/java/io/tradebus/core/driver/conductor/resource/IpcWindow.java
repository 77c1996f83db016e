package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.files.LogFile;
import io.tradebus.core.format.frame.DataFrame;
import java.util.List;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * How far an IPC publisher may go: a window ahead of its slowest subscriber. Behind the slowest subscriber the log is
 * cleaned, and always before the limit is raised, so that a publisher only ever finds zeroes ahead of its tail.
 *
 * <p>The limit moves in steps of an eighth of the window; in between nothing is written that the publisher would have
 * to fetch from another core. See docs/driver-behaviour.md#windows.
 */
final class IpcWindow {
    private static final int STEPS = 8;

    private final LogCleaner cleaner;
    private final AtomicCounter limit;
    private final long windowLength;
    private long consumerPosition;
    private long tripLimit;

    IpcWindow(LogFile log, AtomicCounter limit, long startPosition, long windowLength) {
        cleaner = new LogCleaner(log, startPosition);
        this.limit = limit;
        this.windowLength = windowLength;
        consumerPosition = startPosition;
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
        // Nothing is left of what was cleaned, whatever a client says of its position.
        return Math.max(position & -DataFrame.FRAME_ALIGNMENT, cleaner.position());
    }

    /** Takes note of how far the fastest subscriber is, when nothing is published any more. */
    void noteConsumers(List<SubscriberPosition> subscribers, long publishedPosition) {
        for (int i = 0; i < subscribers.size(); i++) {
            SubscriberPosition subscriber = subscribers.get(i);
            if (subscriber.isWorking()) {
                consumerPosition = Math.max(consumerPosition, subscriber.get(publishedPosition));
            }
        }
    }

    /**
     * Follows the subscribers: cleans, then raises the limit. Without any, takes the limit back.
     *
     * @param publishedPosition beyond which no subscriber can have read
     */
    int track(List<SubscriberPosition> subscribers, long publishedPosition) {
        long min = Long.MAX_VALUE;
        long max = consumerPosition;
        for (int i = 0; i < subscribers.size(); i++) {
            SubscriberPosition subscriber = subscribers.get(i);
            if (subscriber.isWorking()) {
                long position = subscriber.get(publishedPosition);
                min = Math.min(min, position);
                max = Math.max(max, position);
            }
        }
        consumerPosition = max;
        return min == Long.MAX_VALUE ? takeBack() : raise(min);
    }

    /** Whether there is nothing published that a subscriber has yet to read. */
    boolean isAllConsumed(List<SubscriberPosition> subscribers, long publishedPosition) {
        for (int i = 0; i < subscribers.size(); i++) {
            SubscriberPosition subscriber = subscribers.get(i);
            if (subscriber.isWorking() && subscriber.get(publishedPosition) < publishedPosition) {
                return false;
            }
        }
        return true;
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
        cleaner.advanceTo(slowest);
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
        cleaner.advanceTo(consumerPosition);
        return 1;
    }
}
