package io.tradebus.core.config;

/**
 * Which threads the driver has, and what they do when there is nothing to do.
 *
 * @param mode which agents share a thread
 * @param idle what each thread does when there is nothing to do
 * @param asyncExecutorEnabled whether what may take long runs on a thread of its own
 * @param cycleThresholds when a duty cycle counts as slow
 * @param cpuAffinity processors of the threads
 */
public record ThreadingConfig(
        ThreadingMode mode,
        IdleConfig idle,
        boolean asyncExecutorEnabled,
        CycleThresholds cycleThresholds,
        CpuAffinity cpuAffinity) {
    /** What holds when nothing is set. */
    public static final ThreadingConfig DEFAULT = new ThreadingConfig(
            ThreadingMode.DEDICATED, IdleConfig.DEFAULT, true, CycleThresholds.DEFAULT, CpuAffinity.DEFAULT);

    public ThreadingConfig withMode(ThreadingMode mode) {
        return new ThreadingConfig(mode, idle, asyncExecutorEnabled, cycleThresholds, cpuAffinity);
    }

    public ThreadingConfig withIdle(IdleConfig idle) {
        return new ThreadingConfig(mode, idle, asyncExecutorEnabled, cycleThresholds, cpuAffinity);
    }

    public ThreadingConfig withAsyncExecutorEnabled(boolean asyncExecutorEnabled) {
        return new ThreadingConfig(mode, idle, asyncExecutorEnabled, cycleThresholds, cpuAffinity);
    }

    public ThreadingConfig withCycleThresholds(CycleThresholds cycleThresholds) {
        return new ThreadingConfig(mode, idle, asyncExecutorEnabled, cycleThresholds, cpuAffinity);
    }

    public ThreadingConfig withCpuAffinity(CpuAffinity cpuAffinity) {
        return new ThreadingConfig(mode, idle, asyncExecutorEnabled, cycleThresholds, cpuAffinity);
    }
}
