package io.tradebus.core.runtime;

import io.tradebus.core.BusConfigurationException;
import java.time.Duration;

/**
 * How a runtime supervises its driver and its publishers.
 *
 * @param interval between two looks at the driver and at the publishers; while nothing happens five of them, but for that no
 *     more than 100 ms
 * @param backPressureEventAfter how long a publisher is held back before the observer is told
 * @param closeTimeout how long closing may take before it is left to itself
 */
public record RuntimeSettings(Duration interval, Duration backPressureEventAfter, Duration closeTimeout) {
    /** What holds when nothing is set. */
    public static final RuntimeSettings DEFAULT =
            new RuntimeSettings(Duration.ofMillis(20), Duration.ofMillis(250), Duration.ofSeconds(10));

    public RuntimeSettings {
        requirePositive("interval", interval);
        requirePositive("closeTimeout", closeTimeout);
        if (backPressureEventAfter.isNegative()) {
            throw new BusConfigurationException(
                    "backPressureEventAfter must not be negative, but was " + backPressureEventAfter);
        }
    }

    public RuntimeSettings withInterval(Duration interval) {
        return new RuntimeSettings(interval, backPressureEventAfter, closeTimeout);
    }

    public RuntimeSettings withBackPressureEventAfter(Duration backPressureEventAfter) {
        return new RuntimeSettings(interval, backPressureEventAfter, closeTimeout);
    }

    public RuntimeSettings withCloseTimeout(Duration closeTimeout) {
        return new RuntimeSettings(interval, backPressureEventAfter, closeTimeout);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new BusConfigurationException(name + " must be positive, but was " + value);
        }
    }
}
