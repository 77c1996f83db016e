package io.tradebus.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.support.Conformance;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Streams between drivers over a network that loses, doubles, reorders and damages, that is parted and joined, between
 * nodes that pause and restart: all as a seed says. What is read is what was published, in order and once; no position
 * goes back; when the network is well again, all streams are; and when all is closed, nothing is left.
 *
 * <p>{@code -Dsimulation.seed=n} plays one seed again, {@code -Dsimulation.seeds=n} plays more of them.
 */
class NetworkSimulationTest {
    private static final int SEEDS = 200;

    private static final List<SystemCounter> RARE = List.of(
            SystemCounter.NAKS_RECEIVED,
            SystemCounter.RETRANSMITS_SENT,
            SystemCounter.RETRANSMITTED_BYTES,
            SystemCounter.RETRANSMIT_OVERFLOWS,
            SystemCounter.FLOW_CONTROL_UNDER_RUNS,
            SystemCounter.FLOW_CONTROL_OVER_RUNS,
            SystemCounter.INVALID_PACKETS,
            SystemCounter.SHORT_SENDS,
            SystemCounter.SENDER_FLOW_CONTROL_LIMITS,
            SystemCounter.LOSS_GAP_FILLS);

    private final Map<SystemCounter, Long> happened = new EnumMap<>(SystemCounter.class);
    private long rounds;
    private long rejoined;

    @Test
    @Conformance({"WP-12", "WP-24", "WP-25", "WP-26", "WP-47", "WP-51", "DB-62"})
    void whatMustHoldAlwaysHolds() {
        Long only = Long.getLong("simulation.seed");
        LongStream seeds =
                only == null ? LongStream.range(0, Long.getLong("simulation.seeds", SEEDS)) : LongStream.of(only);
        seeds.forEach(this::play);

        if (only == null) {
            assertThat(happened)
                    .as("what the seeds came upon")
                    .containsKeys(RARE.toArray(SystemCounter[]::new))
                    .allSatisfy((what, times) ->
                            assertThat(times).as(what.name()).isGreaterThanOrEqualTo(RARE.contains(what) ? 1 : 0));
            assertThat(rounds).as("times a log was written over again").isGreaterThan(1);
            assertThat(rejoined).as("images that followed another one").isPositive();
        }
    }

    @Test
    void aSeedGivesTheSameRunEachTime() {
        assertThat(statsOf(7)).isEqualTo(statsOf(7)).isNotEqualTo(statsOf(8));
    }

    private static String statsOf(long seed) {
        try (RandomRun run = new RandomRun(seed)) {
            run.play();
            return run.stats();
        }
    }

    private void play(long seed) {
        try (RandomRun run = new RandomRun(seed)) {
            try {
                run.play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + " fails; play it again with -Dsimulation.seed=" + seed + "\n" + run, e);
            }
            run.happened().forEach((what, times) -> happened.merge(what, times, Long::sum));
            rounds = Math.max(rounds, run.rounds());
            rejoined += run.rejoined();
            assertThat(run.received()).as("messages received with seed " + seed).isPositive();
        }
    }
}
