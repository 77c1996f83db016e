package io.tradebus.spring.autoconfigure;

import static io.tradebus.spring.autoconfigure.BusPropertiesMapper.orElse;

import io.tradebus.core.config.IdleSettings;
import io.tradebus.spring.autoconfigure.BusProperties.IdleStrategy;
import java.time.Duration;

/** Makes settings of idle strategies, all of which wait as {@code bus.driver.idle} says. */
final class IdleMapper {
    private static final String PREFIX = "bus.driver.idle.";
    private static final int SPINS = 10;
    private static final int YIELDS = 5;
    private static final Duration MIN_PARK = Duration.ofNanos(1_000);

    private final int spins;
    private final int yields;
    private final Duration minPark;
    private final Duration maxPark;

    /**
     * @param presetMaxPark longest sleep unless another one is set
     * @throws io.tradebus.core.BusConfigurationException if a value is not allowed, with its property
     */
    IdleMapper(DriverProperties.Idle idle, Duration presetMaxPark) {
        spins = Limits.atLeast(PREFIX + "spins", orElse(idle.spins(), SPINS), 0);
        yields = Limits.atLeast(PREFIX + "yields", orElse(idle.yields(), YIELDS), 0);
        maxPark = Limits.positive(PREFIX + "max-park", orElse(idle.maxPark(), presetMaxPark));
        Duration shortest = Limits.positive(PREFIX + "min-park", orElse(idle.minPark(), MIN_PARK));
        if (idle.minPark() == null) {
            Limits.atLeast(PREFIX + "max-park", maxPark, MIN_PARK);
        } else {
            Limits.requireAtMost(PREFIX + "min-park", shortest, PREFIX + "max-park", maxPark);
        }
        minPark = shortest;
    }

    /** Longest sleep of a thread. */
    Duration maxPark() {
        return maxPark;
    }

    IdleSettings settings(IdleStrategy strategy) {
        return switch (strategy) {
            case BACKOFF ->
                new IdleSettings("backoff", spins + "-" + yields + "-" + minPark.toNanos() + "-" + maxPark.toNanos());
            case SLEEPING -> new IdleSettings("sleep-ns", maxPark.toNanos() + "ns");
            case YIELDING -> IdleSettings.of("yield");
            case BUSY_SPIN -> IdleSettings.of("spin");
            case NOOP -> IdleSettings.of("noop");
        };
    }
}
