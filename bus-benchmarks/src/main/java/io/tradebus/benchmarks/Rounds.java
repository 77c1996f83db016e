package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Measures the peers of all makers in alternating rounds, the first of which warms up and does not count, and sets the
 * medians against each other. The order within a round turns too, so that no peer always comes first.
 */
final class Rounds {
    private final Map<Maker, List<Double>> values = new EnumMap<>(Maker.class);

    private Rounds(Set<Maker> makers) {
        makers.forEach(maker -> values.put(maker, new ArrayList<>()));
    }

    static <T> Rounds measure(int rounds, Map<Maker, T> peers, ToDoubleFunction<T> measurement) {
        return measureAll(rounds, peers, peer -> new double[] {measurement.applyAsDouble(peer)})
                .get(0);
    }

    /** As above, for a measurement with several values: one result for each. */
    static <T> List<Rounds> measureAll(int rounds, Map<Maker, T> peers, Function<T, double[]> measurement) {
        List<Map.Entry<Maker, T>> order = new ArrayList<>(new EnumMap<>(peers).entrySet());
        List<Rounds> results = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<Maker, T> peer : order) {
                double[] found = measurement.apply(peer.getValue());
                while (results.size() < found.length) {
                    results.add(new Rounds(peers.keySet()));
                }
                for (int i = 0; round > 0 && i < found.length; i++) {
                    results.get(i).values(peer.getKey()).add(found[i]);
                }
            }
            Collections.rotate(order, 1);
        }
        return results;
    }

    /** Those that were measured. */
    Set<Maker> makers() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /**
     * One value a round, in order.
     *
     * @throws NullPointerException if the maker was not measured
     */
    List<Double> values(Maker maker) {
        return Objects.requireNonNull(values.get(maker), () -> maker.label() + " was not measured");
    }

    double median(Maker maker) {
        return median(values(maker));
    }

    /** Our median over another maker's; 1 if both are nothing. */
    double ratioTo(Maker maker) {
        double ours = median(Maker.US);
        double theirs = median(maker);
        return ours == theirs ? 1 : ours / theirs;
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
