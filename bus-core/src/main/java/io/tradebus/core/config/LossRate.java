package io.tradebus.core.config;

import io.tradebus.core.BusConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * How much is lost on purpose.
 *
 * @param rate part of the datagrams that is lost, from 0 to 1
 * @param seed start of the random sequence; null for another one in each run
 */
public record LossRate(double rate, @Nullable Long seed) {
    /** Nothing is lost. */
    public static final LossRate NONE = new LossRate(0.0, null);

    public LossRate {
        if (!(rate >= 0.0 && rate <= 1.0)) {
            throw new BusConfigurationException("loss rate must be from 0.0 to 1.0, but was " + rate);
        }
    }

    public LossRate withRate(double rate) {
        return new LossRate(rate, seed);
    }

    public LossRate withSeed(@Nullable Long seed) {
        return new LossRate(rate, seed);
    }
}
