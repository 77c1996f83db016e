package io.tradebus.example.gateway.replay;

import io.tradebus.example.gateway.flow.FlowStatistics;
import io.tradebus.example.messages.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What came of a replay: the text for people, and whether all is as it must be. */
final class ReplaySummary {
    private final int orderCount;
    private final ReplayProgress progress;
    private final FlowStatistics statistics;
    private final Map<Verdict, Long> expected;
    private final List<String> faults = new ArrayList<>();

    ReplaySummary(int orderCount, ReplayProgress progress, FlowStatistics statistics, Map<Verdict, Long> expected) {
        this.orderCount = orderCount;
        this.progress = progress;
        this.statistics = statistics;
        this.expected = expected;
        findFaults();
    }

    /** Whether every order got exactly one decision, and the decisions are those of the independent count. */
    boolean isAsExpected() {
        return faults.isEmpty();
    }

    String text(Duration took, int backPressureEpisodes) {
        StringBuilder text = new StringBuilder("\n");
        long decided = progress.decidedCount();
        long accepted = progress.decidedCount(Verdict.ACCEPTED);
        line(text, "orders in the file", orderCount, "");
        line(text, "orders sent", statistics.sent(), again(statistics.resent()));
        line(text, "decisions received", statistics.decisions(), repeated(statistics.repeated()));
        line(text, "accepted", accepted, percent(accepted, decided));
        line(text, "rejected", decided - accepted, percent(decided - accepted, decided));
        for (Verdict verdict : Verdict.values()) {
            if (isRejection(verdict) && progress.decidedCount(verdict) > 0) {
                line(text, "  " + name(verdict), progress.decidedCount(verdict), "");
            }
        }
        double seconds = took.toNanos() / 1e9;
        line(
                text,
                "throughput",
                Math.round(statistics.decisions() / seconds),
                String.format(Locale.ROOT, "orders/s, %.2f s", seconds));
        latency(text, statistics.latencies());
        line(text, "back-pressure events", backPressureEpisodes, refused(statistics.backPressured()));
        text.append(
                isAsExpected()
                        ? "  every order got exactly one decision, and the counts equal the independent count\n"
                        : "  NOT as it must be:\n    " + String.join("\n    ", faults) + "\n");
        return text.toString();
    }

    private void findFaults() {
        long undecided = orderCount - progress.decidedCount();
        if (undecided != 0) {
            faults.add(undecided + " orders got no decision");
        }
        if (statistics.unexpected() != 0) {
            faults.add(statistics.unexpected() + " decisions came that no order waited for");
        }
        for (Verdict verdict : Verdict.values()) {
            long must = expected.getOrDefault(verdict, 0L);
            long is = verdict == Verdict.NULL_VAL ? 0 : progress.decidedCount(verdict);
            if (must != is) {
                faults.add(name(verdict) + ": " + is + " orders, but the independent count says " + must);
            }
        }
    }

    private static void latency(StringBuilder text, Histogram latencies) {
        text.append(String.format(Locale.ROOT, "  %-28s", "latency, order to decision"));
        for (String percentile : List.of("50", "90", "99", "99.9")) {
            long valueNs = latencies.getValueAtPercentile(Double.parseDouble(percentile));
            text.append('p')
                    .append(percentile)
                    .append(' ')
                    .append(time(valueNs))
                    .append("  ");
        }
        text.append("max ").append(time(latencies.getMaxValue())).append('\n');
    }

    private static void line(StringBuilder text, String name, long value, String remark) {
        text.append(String.format(Locale.ROOT, "  %-28s%,9d", name, value));
        text.append(remark.isEmpty() ? "\n" : "  " + remark + "\n");
    }

    private static String time(long ns) {
        return ns < TimeUnit.MILLISECONDS.toNanos(1)
                ? String.format(Locale.ROOT, "%.0f us", ns / 1e3)
                : String.format(Locale.ROOT, "%.2f ms", ns / 1e6);
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "" : String.format(Locale.ROOT, "%.2f %%", 100.0 * part / whole);
    }

    private static String again(long count) {
        return count == 0 ? "" : "and " + count + " of them again";
    }

    private static String repeated(long count) {
        return count == 0 ? "" : count + " of them made before and told again";
    }

    private static String refused(long count) {
        return count == 0 ? "" : "an order found no room " + count + " times";
    }

    private static boolean isRejection(Verdict verdict) {
        return verdict != Verdict.ACCEPTED && verdict != Verdict.NULL_VAL;
    }

    private static String name(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
