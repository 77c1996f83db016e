package io.tradebus.benchmarks;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One of several ways to do the same, and what it took.
 *
 * @param name such as {@code raw poll}
 * @param unit of the values
 * @param baseline what it is set against; null for a way that others are set against
 * @param values one a round, in order
 */
record Way(String name, String unit, @Nullable Way baseline, List<Double> values) {
    double median() {
        return Rounds.median(values);
    }

    double least() {
        return Collections.min(values);
    }

    /** How much more it took than its baseline, in the median of all rounds; 0 without one. */
    double excess() {
        Way other = baseline;
        return other == null
                ? 0
                : Rounds.median(IntStream.range(0, values.size())
                        .mapToObj(round -> values.get(round) - other.values.get(round))
                        .toList());
    }
}
