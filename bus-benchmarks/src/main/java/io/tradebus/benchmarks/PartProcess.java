package io.tradebus.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs one part of all in a process of its own: what the JVM compiles for one benchmark depends on what it has run before, and
 * must not depend on the benchmarks of other parts.
 */
final class PartProcess {
    private static final String COMMAND = "part";

    private PartProcess() {}

    /**
     * Runs a part and returns its section.
     *
     * @param directory into which plots and values go
     */
    static String run(Part part, String arguments, Path directory) {
        try {
            Path section = Files.createTempFile("section-", ".md");
            try {
                int code = start(part, arguments, directory, section).waitFor();
                return code == 0
                        ? Files.readString(section)
                        : PageSection.failed(part, "its process ended with " + code);
            } finally {
                Files.delete(section);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process start(Part part, String arguments, Path directory, Path section) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Benchmarks.class.getName(),
                COMMAND,
                part.name(),
                directory.toString(),
                section.toString()));
        command.addAll(List.of(arguments.split(" ")));
        return new ProcessBuilder(command).inheritIO().start();
    }

    /** What such a process does: name of the part, directory, file for the section, arguments of the benchmark. */
    static void main(String... words) {
        Part part = Parts.named(words[0]);
        String[] arguments = Arrays.copyOfRange(words, 3, words.length);
        BenchmarkResult result = part.benchmark().apply(Options.parse(arguments));
        String command = result.name() + " " + String.join(" ", arguments);
        PerformancePage.write(
                Path.of(words[2]), PageSection.write(part, command, result.withName(part.name()), Path.of(words[1])));
    }
}
