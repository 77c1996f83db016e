package io.tradebus.spring.autoconfigure.explain;

import java.util.Map;

/**
 * Counts at a moment. What is long ago is no reason to worry, so each is there twice.
 *
 * @param totals since whatever is counted began
 * @param recent of the last {@link RecentCounts#WINDOW_MS}, or of a shorter time if there was no more yet
 */
record Tally(Map<Count, Long> totals, Map<Count, Long> recent) {
    static final Tally NOTHING = new Tally(Map.of(), Map.of());

    long total(Count count) {
        return totals.getOrDefault(count, 0L);
    }

    long recent(Count count) {
        return recent.getOrDefault(count, 0L);
    }
}
