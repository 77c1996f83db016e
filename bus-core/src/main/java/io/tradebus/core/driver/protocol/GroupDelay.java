package io.tradebus.core.driver.protocol;

import java.util.function.DoubleSupplier;

/**
 * Waits a random time, so that of many receivers that lost the same data a few ask first and the others find it already
 * on its way. Times are weighted toward the longest by a truncated exponential distribution; the larger the group, the
 * stronger.
 */
final class GroupDelay implements FeedbackDelay {
    private final DoubleSupplier uniform;
    private final long maxBackoffNs;
    private final double randomScale;
    private final double base;
    private final double delayScale;
    private final double argumentScale;

    GroupDelay(long maxBackoffNs, int groupSize, DoubleSupplier uniform) {
        this.maxBackoffNs = maxBackoffNs;
        this.uniform = uniform;
        double lambda = Math.log(groupSize) + 1;
        double growth = Math.expm1(lambda);
        randomScale = lambda / maxBackoffNs;
        base = lambda / (maxBackoffNs * growth);
        delayScale = maxBackoffNs / lambda;
        argumentScale = growth * maxBackoffNs / lambda;
    }

    @Override
    public long firstDelayNs() {
        double x = uniform.getAsDouble() * randomScale + base;
        long delayNs = (long) (delayScale * Math.log(x * argumentScale));
        // Rounding may step over an end of the range.
        return Math.max(0, Math.min(delayNs, maxBackoffNs - 1));
    }

    @Override
    public long retryDelayNs() {
        return firstDelayNs();
    }
}
