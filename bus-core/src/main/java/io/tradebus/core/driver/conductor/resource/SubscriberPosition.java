package io.tradebus.core.driver.conductor.resource;

import io.tradebus.core.format.frame.DataFrame;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Where one subscription stands in one stream. The client moves the counter; the conductor reads it, and sets it to
 * the position at which the subscription joins.
 */
public final class SubscriberPosition {
    private final StreamSubscription subscription;
    private final ReadableStream stream;
    private final AtomicCounter counter;
    private TetherState tetherState = TetherState.ACTIVE;
    private long timeOfChangeNs;
    private boolean isAnnounced;

    SubscriberPosition(StreamSubscription subscription, ReadableStream stream, AtomicCounter counter, long nowNs) {
        this.subscription = subscription;
        this.stream = stream;
        this.counter = counter;
        timeOfChangeNs = nowNs;
    }

    public StreamSubscription subscription() {
        return subscription;
    }

    public ReadableStream stream() {
        return stream;
    }

    public int counterId() {
        return counter.id();
    }

    /** The position up to which the subscription has read, in bytes. */
    public long get() {
        return counter.get();
    }

    /**
     * The same, at most what was published and at the start of a frame: the client can write anything.
     *
     * @param publishedPosition what publishers have appended, in bytes
     */
    public long get(long publishedPosition) {
        return Math.min(counter.get(), publishedPosition) & -DataFrame.FRAME_ALIGNMENT;
    }

    public TetherState tetherState() {
        return tetherState;
    }

    /** Whether the subscriber has an image; one that was told that it is gone reads nothing more. */
    public boolean isReading() {
        return tetherState == TetherState.ACTIVE;
    }

    /** Whether the publisher waits for this subscriber. */
    public boolean isWorking() {
        return tetherState == TetherState.ACTIVE || tetherState == TetherState.LINGERING;
    }

    /** Whether the client was told that it can read, and not yet that it cannot any more. */
    boolean isAnnounced() {
        return isAnnounced;
    }

    void isAnnounced(boolean isAnnouncedNow) {
        isAnnounced = isAnnouncedNow;
    }

    /** When the tether state last changed, or the subscriber was last seen to keep up. */
    long timeOfChangeNs() {
        return timeOfChangeNs;
    }

    void keepsUp(long nowNs) {
        timeOfChangeNs = nowNs;
    }

    void become(TetherState next, long nowNs) {
        assert tetherState.mayBecome(next) : tetherState + " -> " + next;
        tetherState = next;
        timeOfChangeNs = nowNs;
    }

    void moveTo(long position) {
        counter.setRelease(position);
    }

    void close() {
        counter.close();
    }
}
