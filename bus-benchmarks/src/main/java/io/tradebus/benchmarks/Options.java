package io.tradebus.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says after the benchmark's name.
 *
 * @param rounds how many count
 * @param udp how pairs are set up
 * @param listeners which listeners an application has
 * @param output where JSON files go
 * @param document into which tables go; null for none
 */
record Options(
        int rounds,
        UdpSetup udp,
        List<String> listeners,
        Path output,
        @Nullable Path document) {
    private static final int ROUNDS = 7;

    static Options parse(String... arguments) {
        Options options = new Options(ROUNDS, UdpSetup.DEFAULT, ListenerCostSetup.LISTENERS, Path.of("."), null);
        for (String argument : arguments) {
            options = options.with(argument);
        }
        return options;
    }

    private Options with(String argument) {
        int equals = argument.indexOf('=');
        String value = argument.substring(equals + 1);
        return switch (equals < 0 ? argument : argument.substring(0, equals)) {
            case "--embedded" -> with(udp.withEmbedded(true));
            case "--waiting" -> with(udp.withWaiting(Waiting.valueOf(value.toUpperCase(Locale.ROOT))));
            case "--window" -> with(udp.withWindowLength(Integer.parseInt(value)));
            case "--listeners" ->
                new Options(rounds, udp, requireListeners(List.of(value.split(","))), output, document);
            case "--output" -> new Options(rounds, udp, listeners, Path.of(value), document);
            case "--document" -> new Options(rounds, udp, listeners, output, Path.of(value));
            default -> new Options(Integer.parseInt(argument), udp, listeners, output, document);
        };
    }

    private Options with(UdpSetup changed) {
        return new Options(rounds, changed, listeners, output, document);
    }

    private static List<String> requireListeners(List<String> names) {
        if (!ListenerCostSetup.LISTENERS.containsAll(names)) {
            throw new IllegalArgumentException("there are listeners " + ListenerCostSetup.LISTENERS + ", not " + names);
        }
        return names;
    }
}
