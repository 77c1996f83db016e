package io.tradebus.benchmarks;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says after the benchmark's name.
 *
 * @param rounds how many count
 * @param udp how pairs are set up
 * @param output where JSON files go
 * @param document into which tables go; null for none
 */
record Options(
        int rounds, UdpSetup udp, Path output, @Nullable Path document) {
    private static final int ROUNDS = 7;

    static Options parse(String... arguments) {
        Options options = new Options(ROUNDS, UdpSetup.DEFAULT, Path.of("."), null);
        for (String argument : arguments) {
            options = options.with(argument);
        }
        return options;
    }

    private Options with(String argument) {
        int equals = argument.indexOf('=');
        String value = argument.substring(equals + 1);
        return switch (equals < 0 ? argument : argument.substring(0, equals)) {
            case "--embedded" -> new Options(rounds, udp.withEmbedded(true), output, document);
            case "--waiting" ->
                new Options(rounds, udp.withWaiting(Waiting.valueOf(value.toUpperCase(Locale.ROOT))), output, document);
            case "--window" -> new Options(rounds, udp.withWindowLength(Integer.parseInt(value)), output, document);
            case "--output" -> new Options(rounds, udp, Path.of(value), document);
            case "--document" -> new Options(rounds, udp, output, Path.of(value));
            default -> new Options(Integer.parseInt(argument), udp, output, document);
        };
    }
}
