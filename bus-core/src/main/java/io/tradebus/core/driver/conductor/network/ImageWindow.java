package io.tradebus.core.driver.conductor.network;

import io.tradebus.core.driver.conductor.resource.LogCleaner;
import io.tradebus.core.driver.conductor.resource.SubscriberPosition;
import io.tradebus.core.driver.exchange.InboundSignals;
import io.tradebus.core.files.LogFile;
import java.util.List;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * How far the subscribers of an image are. One term behind the slowest the log is cleaned, and always before the
 * receiver hears of it: it opens its window from there, so that what comes finds zeroes. See
 * docs/driver-behaviour.md#windows.
 */
final class ImageWindow {
    private final LogCleaner cleaner;
    private final InboundSignals signals;
    private final AtomicCounter highWaterMark;
    private final int termLength;
    private long consumedPosition;

    /** @param highWaterMark the highest position received, beyond which nobody who is honest has read */
    ImageWindow(LogFile log, InboundSignals signals, AtomicCounter highWaterMark, long joinPosition) {
        cleaner = new LogCleaner(log, joinPosition);
        this.signals = signals;
        this.highWaterMark = highWaterMark;
        termLength = log.termLength();
        consumedPosition = joinPosition;
    }

    /** Whether every subscriber has consumed all that has come. */
    boolean isAllConsumed() {
        return consumedPosition >= highWaterMark.get();
    }

    /** Follows the subscribers. Returns 1 if the slowest one has moved. */
    int track(List<SubscriberPosition> subscribers) {
        long min = Long.MAX_VALUE;
        for (int i = 0; i < subscribers.size(); i++) {
            SubscriberPosition subscriber = subscribers.get(i);
            if (subscriber.isWorking()) {
                min = Math.min(min, subscriber.get());
            }
        }
        if (min == Long.MAX_VALUE || min <= consumedPosition) {
            return 0;
        }
        // Clients write their positions, and one that is wrong must not have the whole log cleaned, or more than that.
        min = Math.min(min, highWaterMark.get() + termLength / 2);
        if (min <= consumedPosition) {
            return 0;
        }
        cleanUpTo(min - termLength);
        consumedPosition = min;
        signals.consumedPositionRelease(min);
        return 1;
    }

    private void cleanUpTo(long position) {
        while (cleaner.position() < position) {
            cleaner.advanceTo(position);
        }
    }
}
