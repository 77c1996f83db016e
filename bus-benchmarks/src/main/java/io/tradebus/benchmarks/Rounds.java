package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Measures both peers in alternating rounds, the first of which warms up and does not count, and sets the medians
 * against each other. The order within a round alternates too, so that neither peer always comes first.
 */
final class Rounds {
    private final List<Double> stock = new ArrayList<>();
    private final List<Double> ours = new ArrayList<>();

    private Rounds() {}

    static Rounds measure(int rounds, Peer stockPeer, Peer ourPeer, ToDoubleFunction<Peer> measurement) {
        Rounds results = new Rounds();
        for (int round = 0; round <= rounds; round++) {
            boolean stockFirst = round % 2 == 0;
            double first = measurement.applyAsDouble(stockFirst ? stockPeer : ourPeer);
            double second = measurement.applyAsDouble(stockFirst ? ourPeer : stockPeer);
            if (round > 0) {
                results.stock.add(stockFirst ? first : second);
                results.ours.add(stockFirst ? second : first);
            }
        }
        return results;
    }

    double stockMedian() {
        return median(stock);
    }

    double ourMedian() {
        return median(ours);
    }

    /** Our median over the stock peer's. */
    double ratio() {
        return ourMedian() / stockMedian();
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
