package io.tradebus.benchmarks;

/**
 * What the page says about one benchmark.
 *
 * @param section all it found
 * @param verdicts lines of the table of bars; empty if it has none
 */
record PartReport(String section, String verdicts) {}
