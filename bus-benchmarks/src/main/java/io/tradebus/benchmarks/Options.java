package io.tradebus.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says after the benchmark's name.
 *
 * @param rounds how many count
 * @param setup how pairs are set up
 * @param work what they do
 * @param listeners which listeners an application has
 * @param output where JSON files go
 * @param document into which tables go; null for none
 */
record Options(
        int rounds,
        Setup setup,
        Work work,
        List<String> listeners,
        Path output,
        @Nullable Path document) {
    private static final int ROUNDS = 7;
    private static final Set<String> NAMES = Set.of(
            "--embedded",
            "--waiting",
            "--threading",
            "--window",
            "--ours",
            "--aeronmd",
            "--lengths",
            "--rates",
            "--subscribers",
            "--publication",
            "--streams",
            "--spread",
            "--seconds",
            "--listeners",
            "--output",
            "--document");

    /** @throws IllegalArgumentException for what cannot be understood */
    static Options parse(String... words) {
        Arguments arguments = Arguments.parse(NAMES, words);
        int rounds = ROUNDS;
        for (String word : arguments.words()) {
            rounds = positive(word);
        }
        return new Options(
                rounds,
                setup(arguments),
                work(arguments),
                requireListeners(arguments.values("--listeners", Function.identity(), ListenerCostSetup.LISTENERS)),
                Objects.requireNonNullElse(arguments.path("--output"), Path.of(".")),
                arguments.path("--document"));
    }

    private static Setup setup(Arguments arguments) {
        Setup usual = Setup.DEFAULT;
        return new Setup(
                arguments.has("--embedded"),
                arguments.value("--waiting", value -> Waiting.valueOf(upperCase(value)), usual.waiting()),
                arguments.value("--threading", value -> Threading.valueOf(upperCase(value)), usual.threading()),
                arguments.value("--window", Options::positive, usual.windowLength()),
                settings(arguments),
                arguments.path("--aeronmd"));
    }

    private static Map<String, String> settings(Arguments arguments) {
        Map<String, String> settings = new TreeMap<>();
        for (String setting : arguments.values("--ours", Function.identity(), List.of())) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("--ours takes settings such as name=value, not " + setting);
            }
            settings.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return settings;
    }

    private static Work work(Arguments arguments) {
        Work usual = Work.DEFAULT;
        return new Work(
                arguments.values("--lengths", Options::positive, usual.lengths()),
                arguments.values("--rates", Options::positive, usual.rates()),
                arguments.values("--subscribers", Options::positive, usual.subscribers()),
                arguments.values(
                        "--publication", value -> PublicationKind.valueOf(upperCase(value)), usual.publications()),
                arguments.value("--streams", Options::positive, usual.streams()),
                arguments.values("--spread", Options::positive, usual.spread()),
                arguments.value("--seconds", Options::positiveSeconds, usual.seconds()));
    }

    Options withWork(Work newWork) {
        return new Options(rounds, setup, newWork, listeners, output, document);
    }

    Options withSetup(Setup newSetup) {
        return new Options(rounds, newSetup, work, listeners, output, document);
    }

    private static String upperCase(String value) {
        return value.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static int positive(String value) {
        int number = Integer.parseInt(value);
        if (number < 1) {
            throw new IllegalArgumentException("must be at least 1");
        }
        return number;
    }

    private static double positiveSeconds(String value) {
        double seconds = Double.parseDouble(value);
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("must be more than 0");
        }
        return seconds;
    }

    private static List<String> requireListeners(List<String> names) {
        if (!ListenerCostSetup.LISTENERS.containsAll(names)) {
            throw new IllegalArgumentException("there are listeners " + ListenerCostSetup.LISTENERS + ", not " + names);
        }
        return names;
    }
}
