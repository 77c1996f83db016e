package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LossTest {
    private static final long ROUND_TRIP_NS = TimeUnit.MILLISECONDS.toNanos(10);

    @Test
    void withoutLossAMessageTakesHalfARoundTrip() {
        try (LossSimulation simulation = new LossSimulation(new LossSimulation.Way(0, ROUND_TRIP_NS, 1), 7)) {
            Histogram latencies = simulation.latencies(new Schedule(1_000, 100));

            assertThat(latencies.getTotalCount()).isEqualTo(100);
            assertThat(latencies.getMinValue()).isBetween(4_990_000L, 5_100_000L);
            assertThat(latencies.getMaxValue()).isBetween(4_990_000L, 5_100_000L);
            assertThat(simulation.sentAgain()).isZero();
        }
    }

    @Test
    void whatIsLostIsSentAgainAndAllFollowsFromTheSeed() {
        LossSimulation.Way way = new LossSimulation.Way(0.1, ROUND_TRIP_NS, 1);

        double[] values = Loss.measure(way, 7, 0.2);

        assertThat(values[1]).isBetween(0.05, 0.3);
        assertThat(values[4]).isGreaterThan(15_000);
        assertThat(Loss.measure(way, 7, 0.2)).isEqualTo(values);
    }

    @Test
    void severalGapsAtATimeBringMoreThrough() {
        double one = Loss.measure(new LossSimulation.Way(0.1, ROUND_TRIP_NS, 1), 7, 0.2)[0];
        double several = Loss.measure(new LossSimulation.Way(0.1, ROUND_TRIP_NS, 16), 7, 0.2)[0];

        assertThat(several).isGreaterThan(3 * one);
    }

    @Test
    void whatTheNetworkIsLikeHasAName() {
        assertThat(Loss.name(new LossSimulation.Way(0, ROUND_TRIP_NS, 1))).isEqualTo("round trip 10 ms, loss 0 %");
        assertThat(Loss.name(new LossSimulation.Way(0.01, ROUND_TRIP_NS, 1)))
                .isEqualTo("round trip 10 ms, loss 1 %, one gap");
        assertThat(Loss.name(new LossSimulation.Way(0.1, 0, 16))).isEqualTo("round trip 0 ms, loss 10 %, 16 gaps");
    }

    @Test
    void aResultOfOursAloneHasNoRatio() {
        Cell cell = new Cell("loss 1 %", "kB/s", true, Rounds.measure(1, Map.of(Maker.US, 5.0), value -> value));
        BenchmarkResult result = new BenchmarkResult("loss", Map.of(), List.of(cell));

        assertThat(result.table()).isEqualTo("""
                | loss | unit | tradebus |
                |---|---|---:|
                | loss 1 % | kB/s | 5.00 |
                """);
        assertThat(result.json()).doesNotContain("merit", "stock");
    }
}
