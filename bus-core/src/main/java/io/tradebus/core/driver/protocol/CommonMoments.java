package io.tradebus.core.driver.protocol;

/** Moments that are the same for all streams, so that what is due of many of them is due at once and wakes a thread once. */
public final class CommonMoments {
    private CommonMoments() {}

    /**
     * The last such moment up to a time on the nanosecond clock, which may wrap.
     *
     * @param stepNs nanoseconds between two moments, more than 0
     */
    public static long lastUpTo(long timeNs, long stepNs) {
        return timeNs - Math.floorMod(timeNs, stepNs);
    }
}
