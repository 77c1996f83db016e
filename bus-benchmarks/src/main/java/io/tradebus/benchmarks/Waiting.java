package io.tradebus.benchmarks;

import java.util.Locale;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** What a thread does while it has nothing to do. */
enum Waiting {
    /** Never gives its processor away. */
    SPIN(BusySpinIdleStrategy.class),
    /** Lets others run. */
    YIELD(YieldingIdleStrategy.class),
    /** Spins, lets others run, then sleeps for up to a millisecond. */
    BACKOFF(BackoffIdleStrategy.class);

    private final Class<? extends IdleStrategy> strategy;

    Waiting(Class<? extends IdleStrategy> strategy) {
        this.strategy = strategy;
    }

    /** Spins where each of {@code threads} busy ones has a processor and one is left over, else backs off. */
    static Waiting suitableFor(int threads) {
        return Runtime.getRuntime().availableProcessors() > threads ? SPIN : BACKOFF;
    }

    /** The class name that a driver's setting takes. */
    String strategyName() {
        return strategy.getName();
    }

    /** What the C driver calls a strategy, if {@code value} is the class name of one; else the same value. */
    static String nativeNameOf(String value) {
        for (Waiting waiting : values()) {
            if (waiting.strategyName().equals(value)) {
                return waiting.name().toLowerCase(Locale.ROOT);
            }
        }
        return value;
    }

    IdleStrategy newStrategy() {
        return switch (this) {
            case SPIN -> BusySpinIdleStrategy.INSTANCE;
            case YIELD -> YieldingIdleStrategy.INSTANCE;
            case BACKOFF -> new BackoffIdleStrategy();
        };
    }

    /** For a thread that must not be late: as above, but never asleep. */
    IdleStrategy newPunctualStrategy() {
        return this == SPIN ? BusySpinIdleStrategy.INSTANCE : YieldingIdleStrategy.INSTANCE;
    }
}
