package io.tradebus.benchmarks;

import java.util.Locale;
import java.util.function.Function;

/**
 * One benchmark of all, as the page of results has it.
 *
 * @param name what its files are named after
 * @param title of its section
 * @param text what it measures, and what to bear in mind
 * @param measurements how many there are in a round of one maker that share the time; 0 if they have a time of their own
 * @param arguments those that set it off from the defaults
 * @param benchmark runs it
 */
record Part(
        String name,
        String title,
        String text,
        int measurements,
        String arguments,
        Function<Options, BenchmarkResult> benchmark) {
    /** All arguments of a run. */
    String arguments(int rounds, double secondsOfRound, String others) {
        String time = measurements == 0 ? "" : String.format(Locale.ROOT, "--seconds=%.2f", secondsOfRound);
        return String.join(" ", Integer.toString(rounds), time, arguments, others.trim())
                .trim()
                .replaceAll(" +", " ");
    }
}
