package io.tradebus.core.runtime;

import java.time.Duration;

/**
 * Notices when a publisher is held back for long, by looking at its counts from time to time; so that offers need not
 * read a clock. {@link #onTick} is for the supervising thread, the rest for any.
 */
final class BackPressureWatch {
    private static final long NEVER = 0;
    private static final int REFUSED = OfferTally.outcomeOf(OfferStatus.BACK_PRESSURED);

    private final StreamPublisher publisher;
    private final RuntimeObserver observer;
    private final long afterMs;

    private long lastRefused;
    private boolean isEntered;
    private volatile long sinceMs = NEVER;
    private volatile long lastMs = NEVER;

    BackPressureWatch(StreamPublisher publisher, RuntimeObserver observer, long afterMs) {
        this.publisher = publisher;
        this.observer = observer;
        this.afterMs = afterMs;
    }

    /** Whether offers have been refused and nothing shows yet that they would be accepted again. */
    boolean isPressed() {
        return sinceMs != NEVER;
    }

    /** When an offer was last seen to be refused, in milliseconds since the epoch; 0 for never. */
    long lastMs() {
        return lastMs;
    }

    void onTick(long nowMs) {
        long refused = publisher.tally().sum(REFUSED);
        boolean isRefusing = refused != lastRefused;
        lastRefused = refused;
        if (isRefusing) {
            lastMs = nowMs;
            if (sinceMs == NEVER) {
                sinceMs = nowMs;
            }
        } else if (isPressed() && (publisher.availableWindow() > 0 || !publisher.isConnected())) {
            leave(nowMs);
        }
        if (isPressed() && !isEntered && nowMs - sinceMs >= afterMs) {
            enter(nowMs);
        }
    }

    private void enter(long nowMs) {
        isEntered = true;
        observer.onBackPressureEntered(
                publisher, Duration.ofMillis(nowMs - sinceMs), publisher.limitedBy(), publisher.windowUsed());
    }

    private void leave(long nowMs) {
        Duration lasted = Duration.ofMillis(nowMs - sinceMs);
        sinceMs = NEVER;
        if (isEntered) {
            isEntered = false;
            observer.onBackPressureLeft(publisher, lasted);
        }
    }
}
