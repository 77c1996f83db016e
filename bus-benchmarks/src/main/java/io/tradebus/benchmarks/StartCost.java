package io.tradebus.benchmarks;

import io.tradebus.benchmarks.start.StartReport;
import io.tradebus.benchmarks.start.bus.BusApplication;
import io.tradebus.benchmarks.start.plain.PlainApplication;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What the starter adds to the start of an application: two of them that are alike but for the bus are started in turn, each
 * in a process of its own, which has the bus on its class path or has not.
 */
final class StartCost {
    /** Beside the benchmarks' jar: what they are made of. */
    private static final String LIBRARIES = "libraries";

    private StartCost() {}

    /** From the start of the process until the application was ready, in milliseconds. */
    record Start(double elapsedMs, double cpuMs) {}

    static WaysResult run(int rounds) {
        return run(rounds, libraries());
    }

    /** @param libraries jars and directories of everything both applications need */
    static WaysResult run(int rounds, List<String> libraries) {
        List<String> plainPath =
                libraries.stream().filter(entry -> !isOfBus(entry)).toList();
        List<Start> plain = new ArrayList<>();
        List<Start> bus = new ArrayList<>();
        // The first round brings the files into memory and does not count.
        for (int round = 0; round <= rounds; round++) {
            boolean isPlainFirst = round % 2 == 0;
            Start first = isPlainFirst
                    ? start(PlainApplication.class.getName(), plainPath)
                    : start(BusApplication.class.getName(), libraries);
            Start second = isPlainFirst
                    ? start(BusApplication.class.getName(), libraries)
                    : start(PlainApplication.class.getName(), plainPath);
            if (round > 0) {
                plain.add(isPlainFirst ? first : second);
                bus.add(isPlainFirst ? second : first);
            }
        }
        List<Way> ways = new ArrayList<>();
        add(ways, plain, bus, "ms", Start::elapsedMs);
        add(ways, plain, bus, "ms of processor time", Start::cpuMs);
        Map<String, String> conditions = new LinkedHashMap<>(BenchmarkResult.machine());
        conditions.put("rounds", Integer.toString(rounds));
        return new WaysResult("start-cost", conditions, ways);
    }

    private static void add(
            List<Way> ways, List<Start> plain, List<Start> bus, String unit, ToDoubleFunction<Start> value) {
        Way without = new Way("without the starter", unit, null, values(plain, value));
        ways.add(without);
        ways.add(new Way("with the starter", unit, without, values(bus, value)));
    }

    private static List<Double> values(List<Start> starts, ToDoubleFunction<Start> value) {
        return starts.stream().map(value::applyAsDouble).toList();
    }

    private static List<String> libraries() {
        Path libraries;
        try {
            libraries = Path.of(StartCost.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling(LIBRARIES);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        try (Stream<Path> files = Files.list(libraries)) {
            return files.map(Path::toString).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the libraries of the applications must be in " + libraries, e);
        }
    }

    /** Whether it would not be there without the starter. */
    private static boolean isOfBus(String entry) {
        return Stream.of("bus-core", "bus-spring-boot", "agrona")
                .anyMatch(name -> entry.contains(File.separator + name));
    }

    private static Start start(String application, List<String> classPath) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp",
                String.join(File.pathSeparator, classPath),
                application);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            List<String> lines;
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                lines = output.lines().toList();
            }
            int code = process.waitFor();
            return lines.stream()
                    .filter(line -> line.startsWith(StartReport.MARK))
                    .findFirst()
                    .map(line -> parse(line.substring(StartReport.MARK.length())))
                    .orElseThrow(() -> new IllegalStateException(
                            application + " ended with " + code + ":\n" + String.join("\n", lines)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Start parse(String values) {
        int space = values.indexOf(' ');
        return new Start(
                Double.parseDouble(values.substring(0, space)),
                Double.parseDouble(values.substring(space + 1).trim()));
    }
}
