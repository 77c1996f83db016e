package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A quotient of two medians of one benchmark that has to be reached.
 *
 * @param text what is asked for, without the number
 * @param over what is divided
 * @param under by what
 * @param isLeast whether the quotient must be at least {@code limit}; else it must be at most that
 * @param limit the number
 */
record Bar(String text, Value over, Value under, boolean isLeast, double limit) {
    /** What a table of verdicts begins with. */
    static final String HEAD = "| bar | asked for | measured | single rounds | |\n|---|---:|---:|---:|---|\n";

    /**
     * A value of a benchmark.
     *
     * @param cell its name
     * @param unit its unit, since several values may be of one name
     * @param maker whose it is
     */
    record Value(String cell, String unit, Maker maker) {
        /** One value a round; nothing if it was not measured. */
        private List<Double> in(BenchmarkResult result) {
            return result.cells().stream()
                    .filter(each -> each.name().equals(cell) && each.unit().equals(unit))
                    .filter(each -> each.rounds().makers().contains(maker))
                    .findFirst()
                    .map(each -> each.rounds().values(maker))
                    .orElse(List.of());
        }

        private Value of(Maker other) {
            return new Value(cell, unit, other);
        }
    }

    /** More is better: ours must be so many times theirs. */
    static Bar moreThan(Maker maker, String text, String cell, String unit, double limit) {
        Value ours = new Value(cell, unit, Maker.US);
        return new Bar(text, ours, ours.of(maker), true, limit);
    }

    /** Less is better, and theirs must be so many times ours. */
    static Bar fasterThan(Maker maker, String text, String cell, String unit, double limit) {
        Value ours = new Value(cell, unit, Maker.US);
        return new Bar(text, ours.of(maker), ours, true, limit);
    }

    /** Less is better: ours must be no more than so many times theirs. */
    static Bar lessThan(Maker maker, String text, String cell, String unit, double limit) {
        Value ours = new Value(cell, unit, Maker.US);
        return new Bar(text, ours, ours.of(maker), false, limit);
    }

    /** Less is better: the one of ours must be no more than so many times the other. */
    static Bar within(String text, String cell, String otherCell, String unit, double limit) {
        return new Bar(text, new Value(cell, unit, Maker.US), new Value(otherCell, unit, Maker.US), false, limit);
    }

    /** The quotient of the medians; empty if one of the two was not measured. */
    Optional<Double> measured(BenchmarkResult result) {
        List<Double> divided = over.in(result);
        List<Double> by = under.in(result);
        return divided.isEmpty() || by.isEmpty()
                ? Optional.empty()
                : Optional.of(quotient(Rounds.median(divided), Rounds.median(by)));
    }

    private static double quotient(double divided, double by) {
        return divided == by ? 1 : divided / by;
    }

    boolean isMetBy(double measured) {
        return isLeast ? measured >= limit : measured <= limit;
    }

    /** The line of a table that says how a benchmark did; empty if it did not measure this. */
    Optional<String> row(BenchmarkResult result) {
        return measured(result)
                .map(measured -> row(number(measured), singleRounds(result), isMetBy(measured) ? "met" : "**missed**"));
    }

    /** As above, for a benchmark that found nothing. */
    String rowWithout() {
        return row("", "", "not measured");
    }

    private String row(String measured, String rounds, String verdict) {
        return String.format(
                        Locale.ROOT,
                        "| %s | %s %s | %s | %s | %s |%n",
                        text,
                        isLeast ? "at least" : "at most",
                        number(limit),
                        measured,
                        rounds,
                        verdict)
                .replace(System.lineSeparator(), "\n");
    }

    /** The least and the largest quotient of one round, and how many there are. */
    private String singleRounds(BenchmarkResult result) {
        List<Double> divided = over.in(result);
        List<Double> by = under.in(result);
        List<Double> quotients = new ArrayList<>(IntStream.range(0, Math.min(divided.size(), by.size()))
                .mapToObj(round -> quotient(divided.get(round), by.get(round)))
                .sorted()
                .toList());
        return String.format(
                Locale.ROOT,
                "%s to %s in %d",
                number(quotients.get(0)),
                number(quotients.get(quotients.size() - 1)),
                quotients.size());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
