package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeTableTest {
    private static final TimeTable TABLE = new TimeTable(5, 2);
    private static final Part WITH_BAR = new Part(
            "bar",
            "",
            "",
            PartTime.shared(1),
            "",
            List.of(Bar.moreThan(Maker.STOCK, "", "", "", 1)),
            options -> new BenchmarkResult("", Map.of(), List.of()));
    private static final Part OTHER =
            new Part("other", "", "", PartTime.shared(2), "", options -> new BenchmarkResult("", Map.of(), List.of()));
    private static final Part FIXED =
            new Part("fixed", "", "", PartTime.fixed(3), "", options -> new BenchmarkResult("", Map.of(), List.of()));

    @Test
    void allMeasurementsAreEquallyLong() {
        List<Part> parts = List.of(WITH_BAR, OTHER);

        TimeTable.Slot bar = TABLE.next(parts, 120).orElseThrow();
        TimeTable.Slot other = TABLE.next(parts.subList(1, 2), 120 - bar.expectedSeconds(WITH_BAR.time(), 2))
                .orElseThrow();

        assertThat(bar.rounds()).isEqualTo(5);
        assertThat(other.rounds()).isEqualTo(3);
        assertThat(other.seconds()).isCloseTo(bar.seconds(), within(1e-9));
        assertThat(bar.expectedSeconds(WITH_BAR.time(), 2) + other.expectedSeconds(OTHER.time(), 2))
                .isCloseTo(120, within(1e-6));
    }

    @Test
    void oneOfMoreRoundsHasTheTimeForThem() {
        PartTime once = PartTime.shared(1);
        PartTime often = once.times(8);

        assertThat(often.rounds(5)).isEqualTo(40);
        assertThat(often.seconds(5, 2, 0.2)).isCloseTo(once.seconds(40, 2, 0.2), within(1e-9));
        assertThat(PartTime.fixed(0.5).times(3).fixedSeconds(5, 2))
                .isCloseTo(PartTime.fixed(0.5).fixedSeconds(15, 2), within(1e-9));
    }

    @Test
    void whatHasBarsKeepsItsRoundsWhateverTimeThereIs() {
        assertThat(TABLE.next(List.of(WITH_BAR, OTHER), 0)).contains(new TimeTable.Slot(5, 0.2));
        assertThat(TABLE.next(List.of(WITH_BAR, OTHER), 1e6)).contains(new TimeTable.Slot(5, 4));
    }

    @Test
    void othersHaveFewerRoundsBeforeTheyAreLeftOut() {
        double twoRounds = OTHER.time().seconds(2, 2, 0.2) + 0.01;

        assertThat(TABLE.next(List.of(OTHER), twoRounds).map(TimeTable.Slot::rounds))
                .contains(2);
        assertThat(TABLE.next(List.of(OTHER), OTHER.time().seconds(1, 2, 0.2) - 1))
                .isEmpty();
    }

    @Test
    void oneThatStillFitsIsNotLeftOutForTheOthers() {
        double oneRound = OTHER.time().seconds(1, 2, 0.2) + 0.01;

        assertThat(TABLE.next(List.of(OTHER, OTHER), oneRound)).contains(new TimeTable.Slot(1, 0.2));
    }

    @Test
    void thereIsNothingToShareForBenchmarksWithATimeOfTheirOwn() {
        assertThat(TABLE.next(List.of(FIXED), FIXED.time().fixedSeconds(3, 2) + 1)
                        .map(TimeTable.Slot::rounds))
                .contains(3);
        assertThat(TABLE.next(List.of(FIXED), 5)).isEqualTo(Optional.empty());
    }

    @Test
    void allOfItIsMeantToEndInTheTimeThereIs() {
        for (double time : List.of(15 * 60.0, 25 * 60.0, 60 * 60.0)) {
            List<Part> left = new ArrayList<>(Parts.all());
            double secondsLeft = time;
            int measured = 0;
            while (!left.isEmpty()) {
                Optional<TimeTable.Slot> slot = TABLE.next(left, secondsLeft);
                Part part = left.remove(0);
                secondsLeft -=
                        slot.map(given -> given.expectedSeconds(part.time(), 2)).orElse(0.0);
                measured += slot.isPresent() ? 1 : 0;
            }
            assertThat(secondsLeft).isGreaterThan(-1e-6);
            assertThat(measured).isEqualTo(Parts.all().size());
        }
    }
}
