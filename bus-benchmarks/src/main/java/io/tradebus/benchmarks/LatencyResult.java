package io.tradebus.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a measurement on a running system found.
 *
 * @param conditions what it was made with
 * @param sent how many messages were sent
 * @param again how many came back once more, or behind a later one
 * @param reached messages a second that came back
 * @param groups latencies in nanoseconds, by the part of the time in which messages were due
 * @param all the same as one
 */
record LatencyResult(
        Map<String, String> conditions, long sent, long again, double reached, List<Histogram> groups, Histogram all)
        implements Report {
    private static final double MICROSECOND_NS = 1_000;
    private static final Map<String, Double> PERCENTILES = percentiles();

    @Override
    public String name() {
        return "latency";
    }

    private static Map<String, Double> percentiles() {
        Map<String, Double> percentiles = new LinkedHashMap<>();
        percentiles.put("P50", 50.0);
        percentiles.put("P90", 90.0);
        percentiles.put("P99", 99.0);
        percentiles.put("P99.9", 99.9);
        percentiles.put("P99.99", 99.99);
        return percentiles;
    }

    @Override
    public void writeValues(JsonText json) {
        json.field("sent", sent);
        json.field("received", all.getTotalCount());
        json.field("again", again);
        json.field("reached", reached);
        json.beginObject("all");
        write(json, all);
        json.endObject();
        json.beginArray("groups");
        for (Histogram group : groups) {
            json.beginObject();
            write(json, group);
            json.endObject();
        }
        json.endArray();
    }

    private static void write(JsonText json, Histogram histogram) {
        json.field("count", histogram.getTotalCount());
        values(histogram).forEach((name, valueUs) -> json.field(name + "Us", valueUs));
    }

    /** In microseconds, by name; zeros for an empty one. */
    private static Map<String, Double> values(Histogram histogram) {
        boolean isEmpty = histogram.getTotalCount() == 0;
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("mean", isEmpty ? 0 : histogram.getMean() / MICROSECOND_NS);
        values.put("min", isEmpty ? 0 : histogram.getMinValue() / MICROSECOND_NS);
        PERCENTILES.forEach((name, percentile) ->
                values.put(name, isEmpty ? 0 : histogram.getValueAtPercentile(percentile) / MICROSECOND_NS));
        values.put("max", isEmpty ? 0 : histogram.getMaxValue() / MICROSECOND_NS);
        return values;
    }

    @Override
    public String table() {
        StringBuilder text = new StringBuilder("| latency, us | messages |");
        values(all).keySet().forEach(name -> text.append(' ').append(name).append(" |"));
        text.append("\n|---|").append("---:|".repeat(values(all).size() + 1)).append('\n');
        for (int i = 0; i < groups.size(); i++) {
            append(text, "group " + (i + 1), groups.get(i));
        }
        append(text, "all", all);
        return text.toString();
    }

    /** Also how many messages there were. */
    @Override
    public String notes() {
        String counts = String.format(
                Locale.ROOT,
                "- sent: %,d%n- received: %,d%n- once more or late: %,d%n- reached: %,.0f messages/s%n",
                sent,
                all.getTotalCount(),
                again,
                reached);
        return counts.replace(System.lineSeparator(), "\n") + Report.super.notes();
    }

    private static void append(StringBuilder text, String name, Histogram histogram) {
        text.append(String.format(Locale.ROOT, "| %s | %,d |", name, histogram.getTotalCount()));
        values(histogram).values().forEach(value -> text.append(String.format(Locale.ROOT, " %,.1f |", value)));
        text.append('\n');
    }
}
