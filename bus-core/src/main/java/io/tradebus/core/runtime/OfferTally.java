package io.tradebus.core.runtime;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts offers by their outcome, without locks and without allocating.
 *
 * <p>An exclusive publisher has one writing thread and pays an ordered store. For the others each thread counts in one of
 * several stripes, each on cache lines of its own, so that threads seldom meet; the total is the sum.
 */
final class OfferTally {
    private static final int STRIPES = 8;
    private static final int STRIPE_LENGTH = 16;

    private final boolean hasOneWriter;
    private final AtomicLongArray values;

    OfferTally(boolean hasOneWriter) {
        this.hasOneWriter = hasOneWriter;
        this.values = new AtomicLongArray((hasOneWriter ? 1 : STRIPES) * STRIPE_LENGTH + 2 * STRIPE_LENGTH);
    }

    /**
     * Counts messages that were accepted, or an offer that was not.
     *
     * @param outcome 0 when accepted, else the code from -5 to -1 negated
     * @param count of messages when accepted, else 1
     */
    void add(int outcome, int count) {
        if (hasOneWriter) {
            int index = STRIPE_LENGTH + outcome;
            values.setRelease(index, values.getPlain(index) + count);
        } else {
            values.getAndAdd(stripe() + outcome, count);
        }
    }

    /** How often an outcome was counted by now, in all threads. */
    long sum(int outcome) {
        long sum = 0;
        for (int index = STRIPE_LENGTH + outcome; index < values.length() - STRIPE_LENGTH; index += STRIPE_LENGTH) {
            sum += values.getAcquire(index);
        }
        return sum;
    }

    PublicationView.OfferCounts snapshot() {
        return new PublicationView.OfferCounts(
                sum(0),
                sum(outcomeOf(OfferStatus.BACK_PRESSURED)),
                sum(outcomeOf(OfferStatus.NOT_CONNECTED)),
                sum(outcomeOf(OfferStatus.ADMIN_ACTION)),
                sum(outcomeOf(OfferStatus.CLOSED)),
                sum(outcomeOf(OfferStatus.MAX_POSITION_EXCEEDED)));
    }

    static int outcomeOf(OfferStatus status) {
        return (int) -status.code();
    }

    private static int stripe() {
        return STRIPE_LENGTH + ((int) Thread.currentThread().getId() & STRIPES - 1) * STRIPE_LENGTH;
    }
}
