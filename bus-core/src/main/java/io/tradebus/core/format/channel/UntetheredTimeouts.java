package io.tradebus.core.format.channel;

import io.tradebus.core.format.control.ErrorCode;

/**
 * How long an untethered subscriber may stay in each of its states.
 *
 * @param windowLimitNs nanoseconds that it may hold the publisher up
 * @param lingerNs nanoseconds from being told until it rests, or {@link #SAME_AS_WINDOW_LIMIT}
 * @param restingNs nanoseconds before it may join again
 */
public record UntetheredTimeouts(long windowLimitNs, long lingerNs, long restingNs) {
    /** Value of {@code lingerNs} that stands for the window limit. */
    public static final long SAME_AS_WINDOW_LIMIT = -1;

    /** What the channel says, with these values for what it does not say; the linger is never left open. */
    UntetheredTimeouts overriddenBy(ChannelUri uri) {
        ErrorCode code = ErrorCode.GENERIC_ERROR;
        long limitNs =
                ChannelValues.durationNsOr(uri, ChannelParam.UNTETHERED_WINDOW_LIMIT_TIMEOUT, windowLimitNs, code);
        long defaultLingerNs = lingerNs == SAME_AS_WINDOW_LIMIT ? limitNs : lingerNs;
        return new UntetheredTimeouts(
                limitNs,
                ChannelValues.durationNsOr(uri, ChannelParam.UNTETHERED_LINGER_TIMEOUT, defaultLingerNs, code),
                ChannelValues.durationNsOr(uri, ChannelParam.UNTETHERED_RESTING_TIMEOUT, restingNs, code));
    }
}
