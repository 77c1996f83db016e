package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdleCostTest {
    @Test
    void processesOfBothMakersAreAskedInTurn() {
        BenchmarkResult result = IdleCost.run(Options.parse("1", "--seconds=0.2"));

        assertThat(result.cells())
                .extracting(Cell::name)
                .containsExactly(
                        "round trip, one message a millisecond, 50.0 %",
                        "round trip, one message a millisecond, 99.0 %",
                        "both processes, one message a millisecond",
                        "both processes, no messages");
        assertThat(result.cells())
                .first()
                .satisfies(cell -> assertThat(cell.rounds().median(Maker.US)).isPositive());
    }

    @Test
    void processorTimeIsToldForASecond() {
        assertThat(IdleCost.perSecond(30_000_000, 2_000_000_000)).isEqualTo(15);
    }

    @Test
    void answersAreNumbersOrNothing() {
        assertThat(NodeProcess.numbers("1 2.5 3")).containsExactly(1, 2.5, 3);
        assertThat(NodeProcess.numbers("")).isEmpty();
    }
}
