package io.tradebus.core.config;

/**
 * How a subscriber that may be left behind is treated when it cannot keep up.
 *
 * @param windowLimitTimeoutNs nanoseconds it may hold the publisher up; longer than the timer interval
 * @param lingerTimeoutNs nanoseconds from being told until it rests, or {@link #SAME_AS_WINDOW_LIMIT}
 * @param restingTimeoutNs nanoseconds it rests before it may join again; longer than the timer interval
 */
public record UntetheredConfig(long windowLimitTimeoutNs, long lingerTimeoutNs, long restingTimeoutNs) {
    /** Value of {@code lingerTimeoutNs} that stands for the window limit timeout. */
    public static final long SAME_AS_WINDOW_LIMIT = -1;

    /** What holds when nothing is set. */
    public static final UntetheredConfig DEFAULT =
            new UntetheredConfig(5_000_000_000L, SAME_AS_WINDOW_LIMIT, 10_000_000_000L);

    public UntetheredConfig {
        Require.atLeast("windowLimitTimeoutNs", windowLimitTimeoutNs, 1L);
        if (lingerTimeoutNs != SAME_AS_WINDOW_LIMIT) {
            Require.atLeast("lingerTimeoutNs", lingerTimeoutNs, 0L);
        }
        Require.atLeast("restingTimeoutNs", restingTimeoutNs, 1L);
    }

    public UntetheredConfig withWindowLimitTimeoutNs(long windowLimitTimeoutNs) {
        return new UntetheredConfig(windowLimitTimeoutNs, lingerTimeoutNs, restingTimeoutNs);
    }

    public UntetheredConfig withLingerTimeoutNs(long lingerTimeoutNs) {
        return new UntetheredConfig(windowLimitTimeoutNs, lingerTimeoutNs, restingTimeoutNs);
    }

    public UntetheredConfig withRestingTimeoutNs(long restingTimeoutNs) {
        return new UntetheredConfig(windowLimitTimeoutNs, lingerTimeoutNs, restingTimeoutNs);
    }

    /** Nanoseconds until it rests, with the default resolved. */
    public long effectiveLingerTimeoutNs() {
        return lingerTimeoutNs == SAME_AS_WINDOW_LIMIT ? windowLimitTimeoutNs : lingerTimeoutNs;
    }
}
