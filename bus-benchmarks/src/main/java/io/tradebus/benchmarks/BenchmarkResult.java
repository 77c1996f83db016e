package io.tradebus.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    public void writeValues(JsonText json) {
        json.beginArray("cells");
        for (Cell cell : cells) {
            json.beginObject();
            json.field("name", cell.name());
            json.field("unit", cell.unit());
            json.field("better", cell.isMoreBetter() ? "more" : "less");
            write(json, cell);
            json.endObject();
        }
        json.endArray();
    }

    private static void write(JsonText json, Cell cell) {
        Rounds rounds = cell.rounds();
        for (Maker maker : rounds.makers()) {
            json.field(maker.key(), rounds.values(maker));
        }
        for (Maker maker : rounds.makers()) {
            json.field(maker.key() + "Median", rounds.median(maker));
        }
        if (rounds.makers().contains(Maker.STOCK)) {
            json.field("merit", cell.merit());
        }
        if (rounds.makers().contains(Maker.STOCK_C)) {
            json.field("meritAgainstC", cell.meritAgainst(Maker.STOCK_C));
        }
    }

    /** The same under another name. */
    BenchmarkResult withName(String newName) {
        return new BenchmarkResult(newName, conditions, cells);
    }

    @Override
    public String table() {
        StringBuilder text = new StringBuilder();
        Set<Maker> makers = makers();
        text.append("| ").append(name).append(" | unit |");
        makers.forEach(maker -> text.append(' ').append(maker.label()).append(" |"));
        for (Maker maker : makers) {
            if (maker != Maker.US) {
                text.append(" tradebus against ").append(maker.label()).append(", above 1 is better |");
            }
        }
        text.append("\n|---|---|").append("---:|".repeat(2 * makers.size() - 1)).append('\n');
        for (Cell cell : cells) {
            appendRow(text, cell);
        }
        return text.toString();
    }

    /** Those that were measured. */
    Set<Maker> makers() {
        return cells.isEmpty() ? Set.of() : cells.get(0).rounds().makers();
    }

    private static void appendRow(StringBuilder text, Cell cell) {
        Rounds rounds = cell.rounds();
        text.append("| ").append(cell.name()).append(" | ").append(cell.unit()).append(" |");
        rounds.makers()
                .forEach(maker ->
                        text.append(' ').append(number(rounds.median(maker))).append(" |"));
        for (Maker maker : rounds.makers()) {
            if (maker != Maker.US) {
                text.append(String.format(Locale.ROOT, " %.2f |", cell.meritAgainst(maker)));
            }
        }
        text.append('\n');
    }

    /** With as many digits as say something. */
    static String number(double value) {
        double size = Math.abs(value);
        int digits = size >= 100 || size == 0 ? 0 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
