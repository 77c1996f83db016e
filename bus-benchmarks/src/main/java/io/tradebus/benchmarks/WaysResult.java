package io.tradebus.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a benchmark of several ways to do the same found.
 *
 * @param name the benchmark's
 * @param conditions what it ran on and with
 * @param ways what was measured
 */
record WaysResult(String name, Map<String, String> conditions, List<Way> ways) implements Report {
    @Override
    public void writeValues(JsonText json) {
        json.beginArray("ways");
        for (Way way : ways) {
            json.beginObject();
            json.field("name", way.name());
            json.field("unit", way.unit());
            json.field("values", way.values());
            json.field("median", way.median());
            json.field("least", way.least());
            Way baseline = way.baseline();
            if (baseline != null) {
                json.field("baseline", baseline.name());
                json.field("excess", way.excess());
            }
            json.endObject();
        }
        json.endArray();
    }

    @Override
    public String table() {
        StringBuilder text = new StringBuilder("| ")
                .append(name)
                .append(" | unit | median | least | more than |\n|---|---|---:|---:|---:|\n");
        for (Way way : ways) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %,.1f | %,.1f | %s |%n",
                    way.name(),
                    way.unit(),
                    way.median(),
                    way.least(),
                    excess(way)));
        }
        return text.toString();
    }

    private static String excess(Way way) {
        Way baseline = way.baseline();
        return baseline == null ? "" : String.format(Locale.ROOT, "%s: %,.1f", baseline.name(), way.excess());
    }
}
