package io.tradebus.core.config;

/**
 * When a receiver asks for lost data.
 *
 * @param unicastDelayNs nanoseconds from a gap to the first request, at least 1000
 * @param unicastRetryDelayRatio delay of a repeated request as a multiple of the first, at least 1
 * @param multicastGroupSize receivers that are expected to lose the same data
 * @param multicastMaxBackoffNs most nanoseconds of the random delay among many receivers
 * @param maxOutstanding gaps that are asked for at the same time, from 1 to 64; 1 is what stock drivers do
 */
public record NakConfig(
        long unicastDelayNs,
        int unicastRetryDelayRatio,
        int multicastGroupSize,
        long multicastMaxBackoffNs,
        int maxOutstanding) {
    /** What holds when nothing is set. */
    public static final NakConfig DEFAULT = new NakConfig(1_000L, 100, 10, 10_000_000L, 16);

    public NakConfig {
        Require.atLeast("unicastDelayNs", unicastDelayNs, 1_000L);
        Require.atLeast("unicastRetryDelayRatio", unicastRetryDelayRatio, 1);
        Require.atLeast("multicastGroupSize", multicastGroupSize, 1);
        Require.atLeast("multicastMaxBackoffNs", multicastMaxBackoffNs, 1L);
        Require.inRange("maxOutstanding", maxOutstanding, 1, 64);
    }

    public NakConfig withUnicastDelayNs(long unicastDelayNs) {
        return new NakConfig(
                unicastDelayNs, unicastRetryDelayRatio, multicastGroupSize, multicastMaxBackoffNs, maxOutstanding);
    }

    public NakConfig withUnicastRetryDelayRatio(int unicastRetryDelayRatio) {
        return new NakConfig(
                unicastDelayNs, unicastRetryDelayRatio, multicastGroupSize, multicastMaxBackoffNs, maxOutstanding);
    }

    public NakConfig withMulticastGroupSize(int multicastGroupSize) {
        return new NakConfig(
                unicastDelayNs, unicastRetryDelayRatio, multicastGroupSize, multicastMaxBackoffNs, maxOutstanding);
    }

    public NakConfig withMulticastMaxBackoffNs(long multicastMaxBackoffNs) {
        return new NakConfig(
                unicastDelayNs, unicastRetryDelayRatio, multicastGroupSize, multicastMaxBackoffNs, maxOutstanding);
    }

    public NakConfig withMaxOutstanding(int maxOutstanding) {
        return new NakConfig(
                unicastDelayNs, unicastRetryDelayRatio, multicastGroupSize, multicastMaxBackoffNs, maxOutstanding);
    }
}
