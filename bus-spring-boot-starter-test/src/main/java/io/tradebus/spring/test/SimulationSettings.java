package io.tradebus.spring.test;

import io.tradebus.core.simulation.LinkQuality;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * What {@link BusSimulation} says, with a seed in any case.
 *
 * @param seed from what all that is random follows
 * @param quality of the network
 */
record SimulationSettings(long seed, LinkQuality quality) {
    private static final String SEED_PROPERTY = "bus.simulation.seed";

    /** The same for all tests of a run, so that one line replays them all. */
    private static final long SEED_OF_RUN = System.nanoTime() & 0xFFFF_FFFFL;

    /** What a test class says; null if it says nothing. */
    static @Nullable SimulationSettings of(Class<?> testClass) {
        BusSimulation simulation = TestContextAnnotationUtils.findMergedAnnotation(testClass, BusSimulation.class);
        if (simulation == null) {
            return null;
        }
        long seed = simulation.seed() == 0 ? SEED_OF_RUN : simulation.seed();
        LinkQuality quality = new LinkQuality(
                TimeUnit.MICROSECONDS.toNanos(requireTime("latencyMicros", simulation.latencyMicros())),
                TimeUnit.MICROSECONDS.toNanos(requireTime("jitterMicros", simulation.jitterMicros())),
                requireRate("loss", simulation.loss()),
                requireRate("duplication", simulation.duplication()),
                requireRate("reordering", simulation.reordering()),
                0);
        return new SimulationSettings(Long.getLong(SEED_PROPERTY, seed), quality);
    }

    /** @throws IllegalArgumentException if it is no rate from 0 to 1 */
    static double requireRate(String name, double rate) {
        if (rate >= 0 && rate <= 1) {
            return rate;
        }
        throw new IllegalArgumentException(
                name + " of the simulated network must be a rate from 0, for none of the datagrams,"
                        + " to 1, for all, but was " + rate);
    }

    private static long requireTime(String name, long micros) {
        if (micros < 0) {
            throw new IllegalArgumentException(
                    name + " of the simulated network must not be negative, but was " + micros);
        }
        return micros;
    }

    String replay() {
        return "replay it with @BusSimulation(seed = " + seed + ") or -D" + SEED_PROPERTY + "=" + seed;
    }
}
