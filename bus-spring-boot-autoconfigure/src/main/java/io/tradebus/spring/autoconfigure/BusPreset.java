package io.tradebus.spring.autoconfigure;

import io.tradebus.core.config.ThreadingMode;
import io.tradebus.spring.autoconfigure.BusProperties.IdleStrategy;
import io.tradebus.spring.autoconfigure.BusProperties.Tuning;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * The values a preset stands for.
 *
 * @param threading of the embedded driver
 * @param driverIdle of the driver's threads
 * @param maxPark longest sleep of an idle thread
 * @param listenerIdle of the listeners' threads
 * @param termLength of logs
 */
record BusPreset(
        ThreadingMode threading,
        IdleStrategy driverIdle,
        Duration maxPark,
        IdleStrategy listenerIdle,
        DataSize termLength) {
    private static final BusPreset LOW_CPU = new BusPreset(
            ThreadingMode.SHARED,
            IdleStrategy.SLEEPING,
            Duration.ofMillis(10),
            IdleStrategy.SLEEPING,
            DataSize.ofMegabytes(1));
    private static final BusPreset BALANCED = new BusPreset(
            ThreadingMode.SHARED,
            IdleStrategy.BACKOFF,
            Duration.ofMillis(1),
            IdleStrategy.BACKOFF,
            DataSize.ofMegabytes(4));
    private static final BusPreset LOW_LATENCY = new BusPreset(
            ThreadingMode.DEDICATED,
            IdleStrategy.BUSY_SPIN,
            Duration.ofMillis(1),
            IdleStrategy.BUSY_SPIN,
            DataSize.ofMegabytes(16));

    static BusPreset of(@Nullable Tuning tuning) {
        if (tuning == null) {
            return BALANCED;
        }
        return switch (tuning) {
            case LOW_CPU -> LOW_CPU;
            case BALANCED -> BALANCED;
            case LOW_LATENCY -> LOW_LATENCY;
        };
    }
}
