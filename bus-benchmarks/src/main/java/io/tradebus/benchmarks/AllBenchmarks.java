package io.tradebus.benchmarks;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs everything in a given time, and writes the page of results after each benchmark. */
final class AllBenchmarks {
    private static final Set<String> NAMES = Set.of("--time", "--page", "--aeronmd", "--ours", "--only");
    private static final Set<String> HANDED_ON = Set.of("--aeronmd", "--ours");
    private static final int ROUNDS = 5;
    private static final double DEFAULT_SECONDS = 30 * 60;
    private static final double SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private AllBenchmarks() {}

    static void run(String... words) {
        Arguments arguments = Arguments.parse(NAMES, words);
        int rounds = arguments.words().isEmpty()
                ? ROUNDS
                : Integer.parseInt(arguments.words().get(0));
        double time = arguments.value("--time", LatencyOptions::seconds, DEFAULT_SECONDS);
        Path page = arguments.value("--page", Path::of, Path.of("docs", "performance.md"));
        String handedOn = handedOn(arguments);
        int makers = arguments.has("--aeronmd") ? 3 : 2;
        TimeTable times = new TimeTable(rounds, makers);
        List<Part> parts = chosen(arguments);

        PerformancePage results =
                new PerformancePage(page, PerformancePage.repeatable("all", words), LocalDate.now(), Machine.now());
        long startNs = System.nanoTime();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            double secondsLeft = time - (System.nanoTime() - startNs) / SECOND_NS;
            // One that fails, or takes too long, does not keep the others from being measured, and the page says so.
            results.add(times.next(parts.subList(i, parts.size()), secondsLeft)
                    .map(slot -> run(part, slot, makers, handedOn, page))
                    .orElseGet(() -> part.without("This was left out: the time was up.")));
            results.write();
        }
        System.out.println("written to " + page);
    }

    private static PartReport run(Part part, TimeTable.Slot slot, int makers, String handedOn, Path page) {
        String text = part.arguments(slot, handedOn);
        System.out.println(part.name() + " " + text);
        long limitSeconds = PartProcess.limitSeconds(slot.expectedSeconds(part.time(), makers));
        return PartProcess.run(part, text, limitSeconds, PerformancePage.directoryOf(page));
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
}
