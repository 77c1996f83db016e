package io.tradebus.core.driver.protocol;

/**
 * Lets an agent leave alone for a moment what nothing has happened to for a while. There may be thousands of streams, and
 * to look at all of each in every cycle takes longer than to work on the few that are busy: what one stream has in memory
 * pushes that of others out of the processor's caches.
 *
 * <p>A rest is short, and its owner ends it when something comes. What the owner cannot be told of waits for the end of
 * the rest.
 */
public final class Rest {
    /** Nanoseconds in which nothing happens to a stream before sender or receiver let it rest. */
    public static final long QUIET_NS = 200_000_000;

    /** The same for the conductor. It is longer, so that the others tell of what moves before anybody leaves it alone. */
    public static final long CONDUCTOR_QUIET_NS = 2 * QUIET_NS;

    private final long afterNs;
    private final long lengthNs;
    private long quietNs;
    private long untilNs;
    private boolean isBegun;

    /**
     * @param afterNs nanoseconds in which nothing happens before the first rest
     * @param lengthNs nanoseconds that a rest takes at most
     */
    public Rest(long afterNs, long lengthNs, long nowNs) {
        this.afterNs = afterNs;
        this.lengthNs = lengthNs;
        onActivity(nowNs);
    }

    public boolean isResting(long nowNs) {
        return isBegun && nowNs - untilNs < 0;
    }

    /** Something has happened, and more may follow: there is no rest before it is quiet again. */
    public void onActivity(long nowNs) {
        quietNs = nowNs + afterNs;
        isBegun = false;
    }

    /** Whether nothing has happened for so long that there may be a rest. */
    public boolean isQuiet(long nowNs) {
        return nowNs - quietNs >= 0;
    }

    /** There is something to look at once. */
    public void end() {
        isBegun = false;
    }

    /** Begins a rest, and returns true, if it has been quiet for long enough. */
    public boolean begin(long nowNs) {
        isBegun = isQuiet(nowNs);
        untilNs = nowNs + lengthNs;
        return isBegun;
    }

    /** Something is due during the rest. A time that is past does not count. */
    public void endBy(long dueNs, long nowNs) {
        if (dueNs - nowNs > 0 && dueNs - untilNs < 0) {
            untilNs = dueNs;
        }
    }
}
