package io.tradebus.core.driver.protocol;

/**
 * Decides when a receiver tells the sender how far it is. Specified in {@code docs/wire-protocol.md#when-an-sm-is-sent}.
 *
 * <p>Belongs to one image and its receiver, which calls {@link #onTrack} after each look at the subscribers, and sends
 * when {@link #isDue} says so.
 */
public final class StatusMessageSchedule {
    private static final int PARTS_OF_WINDOW = 4;
    /** Those of many images are due at the same moments, at most that part early, so that they arrive together. */
    private static final int STEPS_OF_TIMEOUT = 40;

    private final long timeoutNs;
    private final long stepNs;
    private long position;
    private int windowLength;
    private boolean isPending = true;
    private long sentPosition;
    private long repetitionDueNs;

    /**
     * The first message is due at once.
     *
     * @param joinPosition where the image begins
     * @param windowLength its window at first, in bytes
     * @param timeoutNs nanoseconds after which a message is repeated
     */
    public StatusMessageSchedule(long joinPosition, int windowLength, long timeoutNs) {
        this.timeoutNs = timeoutNs;
        stepNs = Math.max(1, timeoutNs / STEPS_OF_TIMEOUT);
        repetitionDueNs = timeoutNs;
        this.windowLength = windowLength;
        position = joinPosition;
        sentPosition = joinPosition;
    }

    /**
     * Schedules a message if there is news.
     *
     * @param consumptionPosition up to which every subscriber has read
     * @param window of the receiver in bytes
     * @param isForced whether congestion control wants a message
     * @return whether one was scheduled
     */
    public boolean onTrack(long consumptionPosition, int window, boolean isForced) {
        boolean isNews =
                isForced || window != windowLength || consumptionPosition > position + window / PARTS_OF_WINDOW;
        if (isNews) {
            position = consumptionPosition;
            windowLength = window;
            isPending = true;
        }
        return isNews;
    }

    /** Whether a message is to be sent now: one is scheduled, or the last one is to be repeated. */
    public boolean isDue(long nowNs) {
        return isPending || isRepetitionDue(nowNs);
    }

    /** Whether the last message was sent so long ago that one is to be sent even without news. */
    public boolean isRepetitionDue(long nowNs) {
        return nowNs - repetitionDueNs >= 0;
    }

    /** When the last message is to be repeated if there is no news before. */
    public long repetitionDueNs() {
        return repetitionDueNs;
    }

    /** Is told that a message with {@link #position()} and {@link #windowLength()} was sent. */
    public void onSent(long nowNs) {
        isPending = false;
        sentPosition = position;
        repetitionDueNs = CommonMoments.lastUpTo(nowNs + timeoutNs, stepNs);
    }

    /** What the next message says: up to here everything was consumed. */
    public long position() {
        return position;
    }

    /** What the next message says: bytes from the position on that are taken. */
    public int windowLength() {
        return windowLength;
    }

    /** The position of the last message that was sent, or where the image begins. */
    public long sentPosition() {
        return sentPosition;
    }
}
