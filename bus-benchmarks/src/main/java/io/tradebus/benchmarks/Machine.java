package io.tradebus.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a benchmark runs on.
 *
 * @param properties by name
 */
record Machine(Map<String, String> properties) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path LOAD = Path.of("/proc/loadavg");
    private static final List<String> LIMITS = List.of("rmem_max", "wmem_max");
    private static final int LOAD_AVERAGES = 3;
    private static final double GIBIBYTE_KB = 1 << 20;

    /** This machine as it is now. */
    static Machine now() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("processor", valueOf("model name", lines(PROCESSORS)));
        properties.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        properties.put("memory", gibibytes(valueOf("MemTotal", lines(MEMORY))));
        properties.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        properties.put("architecture", System.getProperty("os.arch"));
        properties.put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        for (String limit : LIMITS) {
            List<String> lines = lines(Path.of("/proc/sys/net/core", limit));
            properties.put("net.core." + limit, lines.isEmpty() ? "unknown" : lines.get(0));
        }
        List<String> load = lines(LOAD);
        properties.put("load before the run", load.isEmpty() ? "unknown" : averages(load.get(0)));
        return new Machine(properties);
    }

    /** The three averages that come before other numbers. */
    static String averages(String load) {
        return String.join(" ", List.of(load.split(" ")).subList(0, LOAD_AVERAGES));
    }

    /** The value of the first line with a name and a colon. */
    static String valueOf(String name, List<String> lines) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).trim().equals(name)) {
                return line.substring(colon + 1).trim();
            }
        }
        return "unknown";
    }

    /** Of a text such as {@code 1024 kB}. */
    static String gibibytes(String kilobytes) {
        int end = kilobytes.indexOf(" kB");
        return end < 0
                ? kilobytes
                : String.format(Locale.ROOT, "%.1f GiB", Long.parseLong(kilobytes.substring(0, end)) / GIBIBYTE_KB);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return List.of();
        }
    }
}
