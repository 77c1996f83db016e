package io.tradebus.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * One benchmark of all, as the page of results has it.
 *
 * @param name what its files are named after
 * @param title of its section
 * @param text what it measures, and what to bear in mind
 * @param time how long it takes
 * @param arguments those that set it off from the defaults
 * @param bars what it has to reach
 * @param benchmark runs it
 */
record Part(
        String name,
        String title,
        String text,
        PartTime time,
        String arguments,
        List<Bar> bars,
        Function<Options, BenchmarkResult> benchmark) {
    /** One that has to reach nothing in particular. */
    Part(
            String name,
            String title,
            String text,
            PartTime time,
            String arguments,
            Function<Options, BenchmarkResult> benchmark) {
        this(name, title, text, time, arguments, List.of(), benchmark);
    }

    boolean hasBars() {
        return !bars.isEmpty();
    }

    /** All arguments of a run. */
    String arguments(TimeTable.Slot slot, String others) {
        String seconds = time.measurements() == 0 ? "" : String.format(Locale.ROOT, "--seconds=%.2f", slot.seconds());
        return String.join(" ", Integer.toString(time.rounds(slot.rounds())), seconds, arguments, others.trim())
                .trim()
                .replaceAll(" +", " ");
    }

    /** Lines of the table of verdicts. */
    String verdicts(BenchmarkResult result) {
        StringBuilder rows = new StringBuilder();
        bars.forEach(bar -> rows.append(bar.row(result).orElseGet(bar::rowWithout)));
        return rows.toString();
    }

    /** As above, if it found nothing. */
    PartReport without(String reason) {
        StringBuilder rows = new StringBuilder();
        bars.forEach(bar -> rows.append(bar.rowWithout()));
        return new PartReport(PageSection.without(this, reason), rows.toString());
    }
}
