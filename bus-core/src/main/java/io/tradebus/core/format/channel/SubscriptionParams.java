package io.tradebus.core.format.channel;

import io.tradebus.core.format.control.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription's channel asks for, checked and completed from defaults. Parameters that only a network transport
 * uses are read by {@link NetworkParams}.
 *
 * <p>See {@code docs/wire-protocol.md#parameters}.
 *
 * @param sessionId the only session to receive, or null for all
 * @param flags what is on or off
 * @param group whether it takes itself for one of several receivers
 * @param receiverWindow bytes that it lets be in flight at first
 * @param untethered how it is treated when it is not tethered
 * @param congestionControl congestion control by name; whether there is one of that name shows when an image is made
 * @param controlMode manual for several destinations, response for answers
 */
public record SubscriptionParams(
        @Nullable Integer sessionId,
        Flags flags,
        GroupMode group,
        int receiverWindow,
        UntetheredTimeouts untethered,
        String congestionControl,
        ControlMode controlMode) {
    /** A term that holds any offset that a start may have, since a subscription does not know the term length. */
    private static final int MAX_TERM_LENGTH = 1 << 30;

    /**
     * What is on or off.
     *
     * @param isReliable whether gaps are repaired
     * @param isRejoining whether an image that was lost may come back
     * @param isTethered whether it holds the publisher up when it is slow
     * @param isSparse whether the files of its images are created without touching their pages
     */
    public record Flags(boolean isReliable, boolean isRejoining, boolean isTethered, boolean isSparse) {
        /** What drivers use when nothing is configured. */
        public static final Flags DEFAULT = new Flags(true, true, true, true);

        Flags overriddenBy(ChannelUri uri) {
            return new Flags(
                    ChannelValues.booleanOr(uri, ChannelParam.RELIABLE, isReliable),
                    ChannelValues.booleanOr(uri, ChannelParam.REJOIN, isRejoining),
                    ChannelValues.booleanOr(uri, ChannelParam.TETHER, isTethered),
                    ChannelValues.booleanOr(uri, ChannelParam.SPARSE, isSparse));
        }
    }

    /**
     * Reads a channel.
     *
     * @throws ChannelException with the code and text for the client
     */
    public static SubscriptionParams of(ChannelUri uri, SubscriptionDefaults defaults) {
        Integer sessionId = ChannelValues.intOrNull(uri, ChannelParam.SESSION_ID, ErrorCode.GENERIC_ERROR);
        // Checked as for a publication, though nothing uses it.
        StartPosition.of(uri, MAX_TERM_LENGTH, ErrorCode.GENERIC_ERROR);
        return new SubscriptionParams(
                sessionId,
                defaults.flags().overriddenBy(uri),
                GroupMode.of(uri, defaults.group()),
                ChannelValues.sizeOr(
                        uri, ChannelParam.RECEIVER_WINDOW, defaults.receiverWindow(), ErrorCode.GENERIC_ERROR),
                defaults.untethered().overriddenBy(uri),
                uri.get(ChannelParam.CONGESTION_CONTROL, defaults.congestionControl()),
                ControlMode.of(uri));
    }

    /** Whether it takes a session. */
    public boolean accepts(int session) {
        return sessionId == null || sessionId == session;
    }
}
