package io.tradebus.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a benchmark of both makers found.
 *
 * @param name the benchmark's, also that of its files
 * @param conditions what it ran on and with
 * @param cells what was measured
 */
record BenchmarkResult(String name, Map<String, String> conditions, List<Cell> cells) implements Report {
    /** The machine and the JVM. */
    static Map<String, String> machine() {
        Map<String, String> machine = new TreeMap<>();
        machine.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("architecture", System.getProperty("os.arch"));
        machine.put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        return machine;
    }

    @Override
    public String json() {
        JsonText json = new JsonText();
        json.beginObject();
        json.field("benchmark", name);
        json.beginObject("conditions");
        conditions.forEach(json::field);
        json.endObject();
        json.beginArray("cells");
        for (Cell cell : cells) {
            json.beginObject();
            json.field("name", cell.name());
            json.field("unit", cell.unit());
            json.field("better", cell.isMoreBetter() ? "more" : "less");
            json.field("stock", cell.rounds().stockValues());
            json.field("tradebus", cell.rounds().ourValues());
            json.field("stockMedian", cell.rounds().stockMedian());
            json.field("tradebusMedian", cell.rounds().ourMedian());
            json.field("merit", cell.merit());
            json.endObject();
        }
        json.endArray();
        json.endObject();
        return json.text();
    }

    @Override
    public String markdown() {
        StringBuilder text = new StringBuilder("| ")
                .append(name)
                .append(
                        " | unit | stock | tradebus | tradebus against stock, above 1 is better |\n|---|---|---:|---:|---:|\n");
        for (Cell cell : cells) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %,.0f | %,.0f | %.2f |%n",
                    cell.name(),
                    cell.unit(),
                    cell.rounds().stockMedian(),
                    cell.rounds().ourMedian(),
                    cell.merit()));
        }
        text.append('\n');
        conditions.forEach((key, value) ->
                text.append("- ").append(key).append(": ").append(value).append('\n'));
        return text.toString();
    }
}
