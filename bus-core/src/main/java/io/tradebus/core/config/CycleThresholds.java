package io.tradebus.core.config;

/**
 * How long one duty cycle may take before it is counted as slow.
 *
 * @param conductorNs nanoseconds
 * @param senderNs nanoseconds
 * @param receiverNs nanoseconds
 * @param nameResolverNs nanoseconds of one look-up of a name
 */
public record CycleThresholds(long conductorNs, long senderNs, long receiverNs, long nameResolverNs) {
    /** What holds when nothing is set. */
    public static final CycleThresholds DEFAULT =
            new CycleThresholds(100_000_000L, 100_000_000L, 100_000_000L, 5_000_000_000L);

    public CycleThresholds {
        Require.atLeast("conductorNs", conductorNs, 0L);
        Require.atLeast("senderNs", senderNs, 0L);
        Require.atLeast("receiverNs", receiverNs, 0L);
        Require.atLeast("nameResolverNs", nameResolverNs, 0L);
    }

    public CycleThresholds withConductorNs(long conductorNs) {
        return new CycleThresholds(conductorNs, senderNs, receiverNs, nameResolverNs);
    }

    public CycleThresholds withSenderNs(long senderNs) {
        return new CycleThresholds(conductorNs, senderNs, receiverNs, nameResolverNs);
    }

    public CycleThresholds withReceiverNs(long receiverNs) {
        return new CycleThresholds(conductorNs, senderNs, receiverNs, nameResolverNs);
    }

    public CycleThresholds withNameResolverNs(long nameResolverNs) {
        return new CycleThresholds(conductorNs, senderNs, receiverNs, nameResolverNs);
    }
}
