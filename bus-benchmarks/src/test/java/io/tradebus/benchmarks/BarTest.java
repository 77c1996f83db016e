package io.tradebus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BarTest {
    private static final BenchmarkResult RESULT = new BenchmarkResult(
            "udp-test",
            Map.of(),
            List.of(
                    new Cell("small", "messages/s", true, rounds(List.of(10.0, 20.0, 10.0), List.of(30.0, 20.0, 40.0))),
                    new Cell("small", "ns", false, rounds(List.of(8.0, 8.0, 8.0), List.of(4.0, 5.0, 4.0))),
                    new Cell("nothing", "ns", false, rounds(List.of(0.0), List.of(0.0)))));

    @Test
    void moreOfOursIsSetAgainstTheirs() {
        Bar bar = Bar.moreThan(Maker.STOCK, "small, times stock", "small", "messages/s", 3);

        // 30 over 10; the rounds one by one are 3, 1 and 4.
        assertThat(bar.measured(RESULT)).contains(3.0);
        assertThat(bar.row(RESULT))
                .contains("| small, times stock | at least 3.00 | 3.00 | 1.00 to 4.00 in 3 | met |\n");
    }

    @Test
    void timesThatAreHalfAsLongAreTwiceAsFast() {
        Bar bar = Bar.fasterThan(Maker.STOCK, "speed", "small", "ns", 2.1);

        assertThat(bar.measured(RESULT)).contains(2.0);
        assertThat(bar.row(RESULT)).contains("| speed | at least 2.10 | 2.00 | 1.60 to 2.00 in 3 | **missed** |\n");
    }

    @Test
    void lessOfOursIsSetAgainstTheirs() {
        Bar bar = Bar.lessThan(Maker.STOCK, "time", "small", "ns", 0.5);

        assertThat(bar.measured(RESULT)).contains(0.5);
        assertThat(bar.isMetBy(0.5)).isTrue();
        assertThat(bar.isMetBy(0.51)).isFalse();
    }

    @Test
    void nothingIsAsMuchAsNothing() {
        assertThat(Bar.lessThan(Maker.STOCK, "time", "nothing", "ns", 0.9).measured(RESULT))
                .contains(1.0);
    }

    @Test
    void oneOfOursMayBeSetAgainstAnother() {
        Bar bar = Bar.within("last against first", "small", "nothing", "ns", 1.5);

        assertThat(bar.measured(RESULT)).contains(Double.POSITIVE_INFINITY);
        assertThat(bar.over().maker()).isEqualTo(Maker.US);
        assertThat(bar.under().maker()).isEqualTo(Maker.US);
    }

    @Test
    void whatWasNotMeasuredIsNeitherMetNorMissed() {
        Bar bar = Bar.moreThan(Maker.STOCK_C, "small, times C", "small", "messages/s", 3);

        assertThat(bar.measured(RESULT)).isEmpty();
        assertThat(bar.row(RESULT)).isEmpty();
        assertThat(bar.rowWithout()).isEqualTo("| small, times C | at least 3.00 |  |  | not measured |\n");
    }

    private static Rounds rounds(List<Double> stock, List<Double> ours) {
        Map<Maker, Iterator<Double>> values = new EnumMap<>(Maker.class);
        values.put(Maker.STOCK, stock.iterator());
        values.put(Maker.US, ours.iterator());
        int[] warmingUp = {2};
        return Rounds.measure(stock.size(), values, each -> warmingUp[0]-- > 0 ? 0 : each.next());
    }
}
