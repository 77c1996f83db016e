package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Values of several makers, side by side.
 *
 * @param title what is shown
 * @param unit of the values
 * @param categories what the values are of, from left to right
 * @param series values of each maker by its label, one for each category
 * @param hasLines whether lines join a maker's values; else they are bars
 */
record Plot(String title, String unit, List<String> categories, Map<String, List<Double>> series, boolean hasLines) {
    private static final Pattern PERCENTILE = Pattern.compile("(.*), ([0-9.]+ %|longest)");
    private static final String ALLOCATED = "bytes allocated per message";

    /** Plots of what a benchmark found: lines for the percentiles of each case, and bars for each unit of the rest. */
    static List<Plot> of(BenchmarkResult result) {
        Map<String, List<Cell>> lines = new LinkedHashMap<>();
        Map<String, List<Cell>> bars = new LinkedHashMap<>();
        for (Cell cell : result.cells()) {
            var matcher = PERCENTILE.matcher(cell.name());
            if (matcher.matches()) {
                lines.computeIfAbsent(matcher.group(1), name -> new ArrayList<>())
                        .add(cell);
            } else if (!cell.unit().equals(ALLOCATED)) {
                bars.computeIfAbsent(cell.unit(), unit -> new ArrayList<>()).add(cell);
            }
        }
        List<Plot> plots = new ArrayList<>();
        lines.forEach((name, cells) -> plots.add(of(name, cells, true)));
        bars.forEach((unit, cells) -> plots.add(of(unit, cells, false)));
        return plots;
    }

    private static Plot of(String title, List<Cell> cells, boolean hasLines) {
        Map<String, List<Double>> series = new LinkedHashMap<>();
        for (Cell cell : cells) {
            for (Maker maker : cell.rounds().makers()) {
                series.computeIfAbsent(maker.label(), label -> new ArrayList<>())
                        .add(cell.rounds().median(maker));
            }
        }
        List<String> categories = cells.stream()
                .map(cell -> hasLines ? percentile(cell) : cell.name())
                .toList();
        return new Plot(title, cells.get(0).unit(), categories, series, hasLines);
    }

    private static String percentile(Cell cell) {
        return cell.name().substring(cell.name().lastIndexOf(", ") + 2);
    }
}
