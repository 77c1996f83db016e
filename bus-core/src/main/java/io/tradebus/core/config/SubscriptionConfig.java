package io.tradebus.core.config;

import org.jspecify.annotations.Nullable;

/**
 * What subscriptions do when their channel does not say otherwise.
 *
 * @param initialWindowLength bytes a sender may be ahead of a receiver; at least the MTU
 * @param reliable whether lost data is asked for again
 * @param tether whether a slow subscriber holds the publisher up
 * @param rejoin whether a subscriber that was left behind joins again
 * @param groupConsideration whether receivers act as one of many
 * @param groupTag sent to the sender, which may count receivers by it; null for none
 * @param streamSessionLimit images of one stream on one endpoint at the same time
 */
public record SubscriptionConfig(
        int initialWindowLength,
        boolean reliable,
        boolean tether,
        boolean rejoin,
        GroupConsideration groupConsideration,
        @Nullable Long groupTag,
        int streamSessionLimit) {
    /** What holds when nothing is set. */
    public static final SubscriptionConfig DEFAULT =
            new SubscriptionConfig(128 << 10, true, true, true, GroupConsideration.INFER, null, Integer.MAX_VALUE);

    public SubscriptionConfig {
        Require.atLeast("initialWindowLength", initialWindowLength, 1);
        Require.atLeast("streamSessionLimit", streamSessionLimit, 1);
    }

    public SubscriptionConfig withInitialWindowLength(int initialWindowLength) {
        return new SubscriptionConfig(
                initialWindowLength, reliable, tether, rejoin, groupConsideration, groupTag, streamSessionLimit);
    }

    public SubscriptionConfig withReliable(boolean reliable) {
        return new SubscriptionConfig(
                initialWindowLength, reliable, tether, rejoin, groupConsideration, groupTag, streamSessionLimit);
    }

    public SubscriptionConfig withTether(boolean tether) {
        return new SubscriptionConfig(
                initialWindowLength, reliable, tether, rejoin, groupConsideration, groupTag, streamSessionLimit);
    }

    public SubscriptionConfig withRejoin(boolean rejoin) {
        return new SubscriptionConfig(
                initialWindowLength, reliable, tether, rejoin, groupConsideration, groupTag, streamSessionLimit);
    }

    public SubscriptionConfig withGroupConsideration(GroupConsideration groupConsideration) {
        return new SubscriptionConfig(
                initialWindowLength, reliable, tether, rejoin, groupConsideration, groupTag, streamSessionLimit);
    }

    public SubscriptionConfig withGroupTag(@Nullable Long groupTag) {
        return new SubscriptionConfig(
                initialWindowLength, reliable, tether, rejoin, groupConsideration, groupTag, streamSessionLimit);
    }

    public SubscriptionConfig withStreamSessionLimit(int streamSessionLimit) {
        return new SubscriptionConfig(
                initialWindowLength, reliable, tether, rejoin, groupConsideration, groupTag, streamSessionLimit);
    }
}
