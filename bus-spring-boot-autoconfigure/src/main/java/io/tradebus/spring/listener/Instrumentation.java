package io.tradebus.spring.listener;

import io.tradebus.core.BusConfigurationException;

/**
 * What is measured of each message of a listener. By default nothing is, and a message costs nothing more.
 *
 * @param timing which messages are timed, by the meter {@code bus.listener}
 * @param timingSample with {@link Timing#SAMPLED} one of so many messages is timed, at least 1
 * @param isObserved whether each message is an observation, which tracers see
 */
public record Instrumentation(Timing timing, int timingSample, boolean isObserved) {
    /** Which messages are timed. */
    public enum Timing {
        /** None. */
        OFF,
        /** One of several. */
        SAMPLED,
        /** Each. */
        ALL
    }

    public static final Instrumentation DEFAULT = new Instrumentation(Timing.OFF, 64, false);

    public Instrumentation {
        if (timingSample < 1) {
            throw new BusConfigurationException(
                    "timing-sample must be at least 1, but was " + timingSample + "; 64 times one message of 64");
        }
    }

    /** Messages from one that is timed to the next; 0 when none is. */
    public int timingInterval() {
        return switch (timing) {
            case OFF -> 0;
            case SAMPLED -> timingSample;
            case ALL -> 1;
        };
    }
}
