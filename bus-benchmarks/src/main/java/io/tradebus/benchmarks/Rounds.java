package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Measures both peers in alternating rounds, the first of which warms up and does not count, and sets the medians
 * against each other. The order within a round alternates too, so that neither peer always comes first.
 */
final class Rounds {
    private final List<Double> stock = new ArrayList<>();
    private final List<Double> ours = new ArrayList<>();

    private Rounds() {}

    static <T> Rounds measure(int rounds, T stockPeer, T ourPeer, ToDoubleFunction<T> measurement) {
        return measureAll(rounds, stockPeer, ourPeer, peer -> new double[] {measurement.applyAsDouble(peer)})
                .get(0);
    }

    /** As above, for a measurement with several values: one result for each. */
    static <T> List<Rounds> measureAll(int rounds, T stockPeer, T ourPeer, Function<T, double[]> measurement) {
        List<Rounds> results = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            boolean isStockFirst = round % 2 == 0;
            double[] first = measurement.apply(isStockFirst ? stockPeer : ourPeer);
            double[] second = measurement.apply(isStockFirst ? ourPeer : stockPeer);
            for (int i = 0; i < first.length; i++) {
                if (round == 0) {
                    results.add(new Rounds());
                } else {
                    results.get(i).stock.add(isStockFirst ? first[i] : second[i]);
                    results.get(i).ours.add(isStockFirst ? second[i] : first[i]);
                }
            }
        }
        return results;
    }

    /** One value a round, in order. */
    List<Double> stockValues() {
        return Collections.unmodifiableList(stock);
    }

    /** One value a round, in order. */
    List<Double> ourValues() {
        return Collections.unmodifiableList(ours);
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
