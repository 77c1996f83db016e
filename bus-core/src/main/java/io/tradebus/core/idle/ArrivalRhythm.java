package io.tradebus.core.idle;

import java.util.concurrent.TimeUnit;

/**
 * Learns from the moments at which something was found when the next may come, for a thread that nobody wakes. Pure: time is
 * passed in, on one clock of nanoseconds. For one thread; allocates nothing.
 *
 * <p>What is found in quick succession is one arrival. As long as most arrivals come one interval after the one before, the
 * next one is expected then: a thread may sleep until shortly before, and looks again and again for a while around that moment.
 * Arrivals without such an interval are not guessed, and nor are those that come faster than a thread falls asleep and wakes up
 * again. What does not come is expected once more one interval later, some times over.
 */
public final class ArrivalRhythm {
    /** What {@link #sleepNs} returns when there is nothing to expect. */
    public static final long UNKNOWN = -1;

    /** The shortest sleep, in nanoseconds: the system makes some 50 microseconds of it. */
    static final long SHORTEST_NS = TimeUnit.MICROSECONDS.toNanos(1);

    /** What is found within that many nanoseconds after something else belongs to the same arrival. */
    static final long BURST_NS = TimeUnit.MICROSECONDS.toNanos(150);

    /** Intervals that are shorter are no use, in nanoseconds: sleeps would be shorter than it takes to wake up. */
    static final long LEAST_INTERVAL_NS = TimeUnit.MICROSECONDS.toNanos(400);

    /** A sleep ends that many nanoseconds before the arrival, or some more: it takes so long to wake up. */
    static final long LEAST_MARGIN_NS = TimeUnit.MICROSECONDS.toNanos(100);

    /** So many of the last eight gaps must be alike. */
    static final int ENOUGH = 6;

    /** After so many intervals without an arrival there is nothing to expect. */
    static final int MAX_MISSED = 4;

    /** After so many gaps in a row that are not one interval, the last of them is the interval. */
    private static final int STRANGERS = 4;

    private static final int LAST_EIGHT = 0xff;

    private boolean hasArrived;
    private long foundNs;
    private long lookedNs;
    private long arrivalNs;
    private long intervalNs;
    private long deviationNs;
    private boolean isFollowed;
    private int followed;
    private int alike;
    private int strangers;

    /** Something was found. */
    public void onFound(long nowNs) {
        long sinceFoundNs = nowNs - foundNs;
        if (!hasArrived) {
            hasArrived = true;
            lookedNs = nowNs;
            arrivalNs = nowNs;
        } else if (sinceFoundNs < BURST_NS) {
            isFollowed = true;
        } else if (sinceFoundNs < intervalNs / 4 && ++strangers < STRANGERS) {
            // The rest of a burst, which was overslept.
            isFollowed = true;
        } else {
            onArrival(nowNs);
        }
        foundNs = nowNs;
    }

    /**
     * Nanoseconds to sleep, from now on, if nothing is found now; {@link #UNKNOWN} if there is nothing to expect.
     *
     * @param longestNs the longest sleep
     */
    public long sleepNs(long nowNs, long longestNs) {
        lookedNs = nowNs;
        boolean isInBurst = (isFollowed || followed != 0) && nowNs - foundNs < BURST_NS;
        if (isInBurst || !isRegular()) {
            return UNKNOWN;
        }
        long interval = intervalNs;
        long sinceNs = nowNs - arrivalNs;
        long margin = Math.min(Math.max(LEAST_MARGIN_NS, 2 * deviationNs), interval / 4);
        // The expected arrival that is nearest, or the next one if its time is over.
        long expected = Math.max(1, (sinceNs - margin + interval - 1) / interval);
        if (expected > MAX_MISSED) {
            return UNKNOWN;
        }
        long untilNs = expected * interval - margin - sinceNs;
        return Math.min(Math.max(untilNs, SHORTEST_NS), longestNs);
    }

    private boolean isRegular() {
        return Integer.bitCount(alike) >= ENOUGH && intervalNs >= LEAST_INTERVAL_NS;
    }

    private void onArrival(long nowNs) {
        long estimatedNs = estimate(nowNs);
        followed = (followed << 1 | (isFollowed ? 1 : 0)) & LAST_EIGHT;
        isFollowed = false;
        onGap(estimatedNs - arrivalNs, estimatedNs - foundNs);
        arrivalNs = estimatedNs;
    }

    /** When it came that is found now: after the thread has looked for it the last time. */
    private long estimate(long nowNs) {
        long unseenNs = nowNs - lookedNs;
        if (lookedNs - foundNs <= 0) {
            // It has not slept since.
            return nowNs;
        } else if (!isRegular()) {
            return nowNs - unseenNs / 2;
        }
        // When it was expected, if it can have come then; some time before, if it was there already.
        long sinceNs = nowNs - arrivalNs;
        long expectedNs = (sinceNs + intervalNs / 2) / intervalNs * intervalNs;
        long leastAgeNs = Math.min(unseenNs / 2, LEAST_MARGIN_NS);
        return nowNs - Math.min(Math.max(sinceNs - expectedNs, leastAgeNs), unseenNs);
    }

    /**
     * @param gapNs since the arrival before
     * @param lastGapNs since something was found the last time, which may have been the end of a burst
     */
    private void onGap(long gapNs, long lastGapNs) {
        long count = intervalsIn(gapNs);
        long offNs = gapNs - count * intervalNs;
        // What came in between may have been found with the next one.
        boolean isAlike = Math.abs(offNs) <= (count == 1 ? intervalNs / 4 : intervalNs / 8);
        alike = (alike << 1 | (isAlike ? 1 : 0)) & LAST_EIGHT;
        if (isAlike || count == 1) {
            intervalNs += offNs / 8;
        }
        if (isAlike) {
            deviationNs += (Math.abs(offNs) - deviationNs) / 8;
        }
        strangers = isAlike && count == 1 ? 0 : strangers + 1;
        if (strangers >= STRANGERS || intervalNs == 0) {
            strangers = 0;
            alike = 0;
            intervalNs = gapNs < 0 ? lastGapNs : gapNs;
            deviationNs = 0;
        }
    }

    /** The number of intervals that comes nearest to a gap. */
    private long intervalsIn(long gapNs) {
        long interval = intervalNs;
        return interval == 0 ? 1 : Math.min(Math.max(1, (gapNs + interval / 2) / interval), MAX_MISSED);
    }
}
