package io.tradebus.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;

/**
 * Runs one part of all in a process of its own: what the JVM compiles for one benchmark depends on what it has run before, and
 * must not depend on the benchmarks of other parts.
 */
final class PartProcess {
    private static final String COMMAND = "part";
    private static final String SECTION = "section.md";
    private static final String VERDICTS = "verdicts.md";
    /** By how much a part may exceed what it is given: more than this, and the parts after it pay for it. */
    private static final double LATE = 1.5;

    private static final double STARTS_SECONDS = 30;
    private static final long GRACE_S = 30;

    private PartProcess() {}

    /**
     * Seconds after which a part hangs, or does at least not belong into the time there is.
     *
     * @param expectedSeconds about how long it takes
     */
    static long limitSeconds(double expectedSeconds) {
        return Math.round(LATE * expectedSeconds + STARTS_SECONDS);
    }

    /**
     * Runs a part.
     *
     * @param limitSeconds after which it is ended with all that it has started
     * @param directory into which plots and values go
     */
    static PartReport run(Part part, String arguments, long limitSeconds, Path directory) {
        try {
            Path found = DriverDirectories.create("part");
            try {
                return await(part, start(part, arguments, directory, found), limitSeconds, found);
            } finally {
                IoUtil.delete(found.toFile(), true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a part's process has found when it ends. */
    static PartReport await(Part part, Process process, long limitSeconds, Path found)
            throws IOException, InterruptedException {
        if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
            // The next part is not measured beside it.
            ChildProcess.endTree(process, GRACE_S);
            return part.without("Not measured: it took longer than " + limitSeconds + " s.");
        }
        int code = process.exitValue();
        return code == 0
                ? new PartReport(Files.readString(found.resolve(SECTION)), Files.readString(found.resolve(VERDICTS)))
                : part.without("This could not be measured: its process ended with " + code + ".");
    }

    private static Process start(Part part, String arguments, Path directory, Path found) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + DriverDirectories.PLACE + "=" + found,
                "-cp",
                System.getProperty("java.class.path"),
                Benchmarks.class.getName(),
                COMMAND,
                part.name(),
                directory.toString(),
                found.toString()));
        command.addAll(List.of(arguments.split(" ")));
        return new ProcessBuilder(command).inheritIO().start();
    }

    /** What such a process does: name of the part, directory, one for what it found, arguments of the benchmark. */
    static void main(String... words) {
        Part part = Parts.named(words[0]);
        String[] arguments = Arrays.copyOfRange(words, 3, words.length);
        BenchmarkResult result = part.benchmark().apply(Options.parse(arguments));
        String command = PerformancePage.repeatable(result.name(), arguments);
        Path found = Path.of(words[2]);
        PerformancePage.write(
                found.resolve(SECTION),
                PageSection.write(part, command, result.withName(part.name()), Path.of(words[1])));
        PerformancePage.write(found.resolve(VERDICTS), part.verdicts(result));
    }
}
