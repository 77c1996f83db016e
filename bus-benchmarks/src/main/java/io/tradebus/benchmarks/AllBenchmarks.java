package io.tradebus.benchmarks;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Runs everything in about a given time, and writes the page of results after each benchmark. */
final class AllBenchmarks {
    private static final Set<String> NAMES = Set.of("--time", "--page", "--aeronmd", "--ours", "--only");
    private static final Set<String> HANDED_ON = Set.of("--aeronmd", "--ours");
    private static final int ROUNDS = 5;
    private static final double DEFAULT_SECONDS = 30 * 60;
    private static final double SHORTEST_SECONDS = 0.2;
    private static final double LONGEST_SECONDS = 10;
    /** Setting up and closing takes about as long as measuring. */
    private static final double MEASURING_SHARE = 0.5;

    private AllBenchmarks() {}

    static void run(String... words) {
        Arguments arguments = Arguments.parse(NAMES, words);
        int rounds = arguments.words().isEmpty()
                ? ROUNDS
                : Integer.parseInt(arguments.words().get(0));
        double time = arguments.value("--time", LatencyOptions::seconds, DEFAULT_SECONDS);
        Path page = arguments.value("--page", Path::of, Path.of("docs", "performance.md"));
        List<Part> parts = chosen(arguments);
        String handedOn = handedOn(arguments);
        double seconds = secondsOfRound(time, rounds, parts, arguments.has("--aeronmd") ? 3 : 2);

        String command = "all " + String.join(" ", words);
        PerformancePage results = new PerformancePage(page, command.trim(), LocalDate.now(), Machine.now());
        for (Part part : parts) {
            String text = part.arguments(rounds, seconds, handedOn);
            System.out.println(part.name() + " " + text);
            // One that fails does not keep the others from being measured, and the page says so.
            results.add(PartProcess.run(part, text, PerformancePage.directoryOf(page)));
            results.write();
        }
        System.out.println("written to " + page);
    }

    /** Options that hold for all parts. */
    private static String handedOn(Arguments arguments) {
        StringBuilder text = new StringBuilder();
        arguments.values().forEach((name, value) -> {
            if (HANDED_ON.contains(name)) {
                text.append(' ').append(name).append('=').append(value);
            }
        });
        return text.toString();
    }

    private static List<Part> chosen(Arguments arguments) {
        String only = arguments.values().get("--only");
        if (only == null) {
            return Parts.all();
        }
        return Stream.of(only.split(",")).map(Parts::named).toList();
    }

    /** So that all rounds of all makers, and one more that warms up, take the time together. */
    static double secondsOfRound(double time, int rounds, List<Part> parts, int makers) {
        int measurements = parts.stream().mapToInt(Part::measurements).sum() * (rounds + 1) * makers;
        double seconds = time * MEASURING_SHARE / Math.max(1, measurements);
        return Math.max(SHORTEST_SECONDS, Math.min(LONGEST_SECONDS, seconds));
    }
}
