package io.tradebus.core.format.channel;

/**
 * What holds for a subscription whose channel does not say otherwise.
 *
 * @param flags what is on or off
 * @param group whether it takes itself for one of several receivers
 * @param receiverWindow bytes that it lets be in flight at first
 * @param untethered how it is treated when it is not tethered
 * @param congestionControl congestion control by name
 */
public record SubscriptionDefaults(
        SubscriptionParams.Flags flags,
        GroupMode group,
        int receiverWindow,
        UntetheredTimeouts untethered,
        String congestionControl) {}
