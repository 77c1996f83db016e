package io.tradebus.spring.autoconfigure.explain;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers what counts were, so that it can be told how much of them is new. A count that is lower than it was has begun
 * anew. Safe to use from any thread.
 */
final class RecentCounts {
    /** Time in milliseconds during which something counts as recent. */
    static final long WINDOW_MS = Duration.ofMinutes(5).toMillis();

    /** Time in milliseconds from one look at the counts to the next. */
    static final long PERIOD_MS = Duration.ofSeconds(30).toMillis();

    private final Deque<Look> looks = new ArrayDeque<>();

    private record Look(long atMs, Map<Count, Long> counts) {}

    /** Remembers counts; once a period is enough. */
    synchronized void remember(Map<Count, Long> counts, long nowMs) {
        looks.addLast(new Look(nowMs, Map.copyOf(counts)));
        forget(nowMs);
    }

    /**
     * Holds counts against what they were.
     *
     * @param isNewDriver whether the driver began with the application, or lately: what it counted before anybody looked is
     *     as new as the application's own counts then
     */
    synchronized Tally tally(Map<Count, Long> now, long nowMs, boolean isNewDriver) {
        forget(nowMs);
        Map<Count, Long> before = before(now, nowMs, isNewDriver);
        Map<Count, Long> recent = new HashMap<>();
        now.forEach((count, value) -> {
            long old = before.getOrDefault(count, 0L);
            recent.put(count, value < old ? value : value - old);
        });
        return new Tally(Map.copyOf(now), recent);
    }

    private Map<Count, Long> before(Map<Count, Long> now, long nowMs, boolean isNewDriver) {
        Look first = looks.peekFirst();
        if (first != null && first.atMs <= nowMs - WINDOW_MS) {
            return first.counts;
        } else if (isNewDriver) {
            return Map.of();
        }
        Map<Count, Long> ofDriver = new HashMap<>(first == null ? now : first.counts);
        ofDriver.keySet().removeIf(count -> !count.isOfDriver());
        return ofDriver;
    }

    /** The first that is kept is the last one before the window, if there is one. */
    private void forget(long nowMs) {
        while (looks.size() > 1 && secondAtMs() <= nowMs - WINDOW_MS) {
            looks.removeFirst();
        }
    }

    private long secondAtMs() {
        var all = looks.iterator();
        all.next();
        return all.next().atMs;
    }
}
