package io.tradebus.core.config;

import java.util.function.LongConsumer;
import org.agrona.concurrent.IdleStrategy;

/**
 * Spins, yields, then sleeps for ever longer, as {@link org.agrona.concurrent.BackoffIdleStrategy} does, in a way that
 * somebody else knows. For one thread.
 */
final class WaitingIdleStrategy implements IdleStrategy {
    private final long maxSpins;
    private final long maxYields;
    private final long minSleepNs;
    private final long maxSleepNs;
    private final LongConsumer sleep;
    private long spins;
    private long yields;
    private long sleepNs;

    /** @param sleep takes nanoseconds */
    WaitingIdleStrategy(long maxSpins, long maxYields, long minSleepNs, long maxSleepNs, LongConsumer sleep) {
        this.maxSpins = maxSpins;
        this.maxYields = maxYields;
        this.minSleepNs = minSleepNs;
        this.maxSleepNs = maxSleepNs;
        this.sleep = sleep;
        sleepNs = minSleepNs;
    }

    @Override
    public void idle(int workCount) {
        if (workCount > 0) {
            reset();
        } else {
            idle();
        }
    }

    @Override
    public void idle() {
        if (spins < maxSpins) {
            spins++;
            Thread.onSpinWait();
        } else if (yields < maxYields) {
            yields++;
            Thread.yield();
        } else {
            sleep.accept(sleepNs);
            sleepNs = Math.min(sleepNs << 1, maxSleepNs);
        }
    }

    @Override
    public void reset() {
        spins = 0;
        yields = 0;
        sleepNs = minSleepNs;
    }

    @Override
    public String alias() {
        return "backoff";
    }
}
