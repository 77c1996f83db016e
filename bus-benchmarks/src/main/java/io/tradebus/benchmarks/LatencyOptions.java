package io.tradebus.benchmarks;

import io.tradebus.core.config.ClientConfig;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * What the command line says about a measurement on a running system.
 *
 * @param directory of the driver
 * @param requests the stream to send to
 * @param replies the stream on which messages come back; the same one to read what was sent
 * @param isEcho whether this process answers, and does not ask
 * @param rate messages a second
 * @param seconds how long to send; for an echo how long to answer, 0 for ever
 * @param length of a message in bytes
 * @param waiting what the threads do while there is nothing to do
 * @param output where the JSON file goes
 */
record LatencyOptions(
        Path directory,
        Lane requests,
        Lane replies,
        boolean isEcho,
        int rate,
        double seconds,
        int length,
        Waiting waiting,
        Path output) {
    static final String USAGE = """
            usage: java -jar benchmarks.jar latency --channel=<channel> --stream=<id> --rate=<messages a second>
                     --duration=<10s, 500ms, 2m> [--length=<bytes>] [--reply-channel=<channel>] [--reply-stream=<id>]
                   java -jar benchmarks.jar latency --echo --channel=<channel> --stream=<id>
                     [--reply-channel=<channel>] [--reply-stream=<id>] [--duration=<how long>]
              --directory=<dir>   of the driver, the one of this user unless given
              --waiting=<how>     spin, yield or backoff: what threads do while there is nothing to do
              --output=<dir>      where latency.json goes""";

    private static final int LENGTH = 32;
    private static final Set<String> NAMES = Set.of(
            "--directory",
            "--channel",
            "--stream",
            "--reply-channel",
            "--reply-stream",
            "--echo",
            "--rate",
            "--duration",
            "--length",
            "--waiting",
            "--output");

    LatencyOptions {
        if (length < StampedMessage.LENGTH) {
            throw new IllegalArgumentException(
                    "--length must be at least " + StampedMessage.LENGTH + ", but was " + length);
        }
        if (isEcho && requests.equals(replies)) {
            throw new IllegalArgumentException("an echo needs another stream to reply to: --reply-stream");
        }
        if (!isEcho && !(seconds > 0)) {
            throw new IllegalArgumentException("--duration is missing");
        }
    }

    /** @throws IllegalArgumentException for what is missing or cannot be understood */
    static LatencyOptions parse(String... words) {
        Arguments arguments = Arguments.parse(NAMES, words);
        if (!arguments.words().isEmpty()) {
            throw new IllegalArgumentException("not understood: " + arguments.words());
        }
        boolean isEcho = arguments.has("--echo");
        Lane requests = new Lane(
                arguments.required("--channel", Function.identity()), arguments.required("--stream", Integer::valueOf));
        Lane replies = new Lane(
                arguments.value("--reply-channel", Function.identity(), requests.channel()),
                arguments.value("--reply-stream", Integer::valueOf, requests.streamId()));
        return new LatencyOptions(
                Objects.requireNonNullElse(
                        arguments.path("--directory"), ClientConfig.defaults().directory()),
                requests,
                replies,
                isEcho,
                isEcho ? 0 : arguments.required("--rate", Integer::valueOf),
                arguments.value("--duration", LatencyOptions::seconds, 0.0),
                arguments.value("--length", Integer::valueOf, LENGTH),
                arguments.value(
                        "--waiting", value -> Waiting.valueOf(value.toUpperCase(Locale.ROOT)), Waiting.suitableFor(2)),
                Objects.requireNonNullElse(arguments.path("--output"), Path.of(".")));
    }

    /** The seconds in a text such as {@code 10s}, {@code 500ms} or {@code 2m}. */
    static double seconds(String text) {
        int digits = 0;
        while (digits < text.length() && "0123456789.".indexOf(text.charAt(digits)) >= 0) {
            digits++;
        }
        double number = Double.parseDouble(text.substring(0, digits));
        return switch (text.substring(digits)) {
            case "", "s" -> number;
            case "ms" -> number / 1_000;
            case "m" -> number * 60;
            case "h" -> number * 3_600;
            default -> throw new IllegalArgumentException("units are ms, s, m and h");
        };
    }
}
