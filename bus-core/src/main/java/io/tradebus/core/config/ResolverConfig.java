package io.tradebus.core.config;

import org.jspecify.annotations.Nullable;

/**
 * Names of hosts, and the drivers that tell each other about them.
 *
 * @param name own name of this driver; required when there is a resolver interface
 * @param interfaceAddress {@code host:port} on which drivers tell each other about names; null switches that off
 * @param bootstrapNeighbors up to 20 {@code host:port}, separated by commas
 * @param neighborTimeoutNs nanoseconds of silence after which a neighbour is forgotten
 * @param selfResolutionIntervalNs nanoseconds between two announcements of the own name
 * @param neighborResolutionIntervalNs nanoseconds between two announcements of other names
 * @param bootstrapResolutionIntervalNs nanoseconds between two look-ups of bootstrap names that are not connected
 * @param reresolutionCheckIntervalNs nanoseconds between two checks whether an endpoint has moved; 0 for never
 */
public record ResolverConfig(
        String name,
        @Nullable String interfaceAddress,
        @Nullable String bootstrapNeighbors,
        long neighborTimeoutNs,
        long selfResolutionIntervalNs,
        long neighborResolutionIntervalNs,
        long bootstrapResolutionIntervalNs,
        long reresolutionCheckIntervalNs) {
    /** What holds when nothing is set. */
    public static final ResolverConfig DEFAULT = new ResolverConfig(
            "", null, null, 10_000_000_000L, 1_000_000_000L, 2_000_000_000L, 10_000_000_000L, 1_000_000_000L);

    public ResolverConfig {
        Require.atMostParts("bootstrapNeighbors", bootstrapNeighbors, 20);
        Require.atLeast("neighborTimeoutNs", neighborTimeoutNs, 1L);
        Require.atLeast("selfResolutionIntervalNs", selfResolutionIntervalNs, 1L);
        Require.atLeast("neighborResolutionIntervalNs", neighborResolutionIntervalNs, 1L);
        Require.atLeast("bootstrapResolutionIntervalNs", bootstrapResolutionIntervalNs, 1L);
        Require.atLeast("reresolutionCheckIntervalNs", reresolutionCheckIntervalNs, 0L);
    }

    public ResolverConfig withName(String name) {
        return new ResolverConfig(
                name,
                interfaceAddress,
                bootstrapNeighbors,
                neighborTimeoutNs,
                selfResolutionIntervalNs,
                neighborResolutionIntervalNs,
                bootstrapResolutionIntervalNs,
                reresolutionCheckIntervalNs);
    }

    public ResolverConfig withInterfaceAddress(@Nullable String interfaceAddress) {
        return new ResolverConfig(
                name,
                interfaceAddress,
                bootstrapNeighbors,
                neighborTimeoutNs,
                selfResolutionIntervalNs,
                neighborResolutionIntervalNs,
                bootstrapResolutionIntervalNs,
                reresolutionCheckIntervalNs);
    }

    public ResolverConfig withBootstrapNeighbors(@Nullable String bootstrapNeighbors) {
        return new ResolverConfig(
                name,
                interfaceAddress,
                bootstrapNeighbors,
                neighborTimeoutNs,
                selfResolutionIntervalNs,
                neighborResolutionIntervalNs,
                bootstrapResolutionIntervalNs,
                reresolutionCheckIntervalNs);
    }

    public ResolverConfig withNeighborTimeoutNs(long neighborTimeoutNs) {
        return new ResolverConfig(
                name,
                interfaceAddress,
                bootstrapNeighbors,
                neighborTimeoutNs,
                selfResolutionIntervalNs,
                neighborResolutionIntervalNs,
                bootstrapResolutionIntervalNs,
                reresolutionCheckIntervalNs);
    }

    public ResolverConfig withSelfResolutionIntervalNs(long selfResolutionIntervalNs) {
        return new ResolverConfig(
                name,
                interfaceAddress,
                bootstrapNeighbors,
                neighborTimeoutNs,
                selfResolutionIntervalNs,
                neighborResolutionIntervalNs,
                bootstrapResolutionIntervalNs,
                reresolutionCheckIntervalNs);
    }

    public ResolverConfig withNeighborResolutionIntervalNs(long neighborResolutionIntervalNs) {
        return new ResolverConfig(
                name,
                interfaceAddress,
                bootstrapNeighbors,
                neighborTimeoutNs,
                selfResolutionIntervalNs,
                neighborResolutionIntervalNs,
                bootstrapResolutionIntervalNs,
                reresolutionCheckIntervalNs);
    }

    public ResolverConfig withBootstrapResolutionIntervalNs(long bootstrapResolutionIntervalNs) {
        return new ResolverConfig(
                name,
                interfaceAddress,
                bootstrapNeighbors,
                neighborTimeoutNs,
                selfResolutionIntervalNs,
                neighborResolutionIntervalNs,
                bootstrapResolutionIntervalNs,
                reresolutionCheckIntervalNs);
    }

    public ResolverConfig withReresolutionCheckIntervalNs(long reresolutionCheckIntervalNs) {
        return new ResolverConfig(
                name,
                interfaceAddress,
                bootstrapNeighbors,
                neighborTimeoutNs,
                selfResolutionIntervalNs,
                neighborResolutionIntervalNs,
                bootstrapResolutionIntervalNs,
                reresolutionCheckIntervalNs);
    }
}
