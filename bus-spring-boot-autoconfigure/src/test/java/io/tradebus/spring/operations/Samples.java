package io.tradebus.spring.operations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a server has scraped over time: values of series, which are told apart by their labels, the name among them. */
public final class Samples {
    static final String NAME = "__name__";

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final long LOOK_BACK_MS = 300_000;

    private final Map<Map<String, String>, NavigableMap<Long, Double>> series = new LinkedHashMap<>();

    /** Adds the value of a series, written as in a scrape: {@code name{label="value"}}. */
    void add(long atMs, String text, double value) {
        add(atMs, series(text + " 0"), value);
    }

    /** Adds all values of a scrape, with labels that the server gives each target. */
    public void addScrape(long atMs, String instance, String scrape) {
        scrape.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Map<String, String> labels = series(line);
            labels.put("job", "bus");
            labels.put("instance", instance);
            add(atMs, labels, Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
        });
    }

    private void add(long atMs, Map<String, String> labels, double value) {
        series.computeIfAbsent(labels, key -> new TreeMap<>()).put(atMs, value);
    }

    private static Map<String, String> series(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a line of a scrape: " + line);
        }
        Map<String, String> labels = new TreeMap<>();
        labels.put(NAME, matcher.group(1));
        Matcher label = LABEL.matcher(matcher.group(2) == null ? "" : matcher.group(2));
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    /** Names of all metrics. */
    Set<String> metrics() {
        return valuesOf(NAME);
    }

    /** The values that a label has. */
    Set<String> valuesOf(String label) {
        return series.keySet().stream()
                .filter(labels -> labels.containsKey(label))
                .map(labels -> labels.get(label))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Labels of all series of a metric. */
    List<Map<String, String>> named(String metric) {
        return series.keySet().stream()
                .filter(labels -> metric.equals(labels.get(NAME)))
                .toList();
    }

    /** The values of one series from after the begin of a time to its end, oldest first. */
    NavigableMap<Long, Double> between(Map<String, String> labels, long afterMs, long untilMs) {
        return series.getOrDefault(labels, new TreeMap<>()).subMap(afterMs, false, untilMs, true);
    }

    /** The value a series has at a time: the last one of the five minutes before. */
    List<Double> at(Map<String, String> labels, long atMs) {
        var recent = between(labels, atMs - LOOK_BACK_MS, atMs);
        return recent.isEmpty()
                ? List.of()
                : new ArrayList<>(List.of(recent.lastEntry().getValue()));
    }
}
