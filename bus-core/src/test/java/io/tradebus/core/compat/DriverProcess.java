package io.tradebus.core.compat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.support.TestDirectories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.agrona.concurrent.status.CountersReader;

/** A driver in a process of its own, with a directory of its own that goes when it is closed. */
final class DriverProcess implements AutoCloseable {
    static final Path STOCK_JAR = Path.of("target", "peers", "aeron-all.jar");
    static final Path OUR_JAR = Path.of("target", "bus-driver.jar");

    private final Path parent;
    private final Path directory;
    private final ChildJvm process;

    private DriverProcess(Path parent, ChildJvm process) {
        this.parent = parent;
        this.directory = parent.resolve("driver");
        this.process = process;
    }

    /** Our {@code bus-driver.jar}, with settings given by their standard names and passed on as environment variables. */
    static DriverProcess ours(Map<String, String> settings) {
        Path parent = TestDirectories.create();
        Map<String, String> environment = new HashMap<>();
        withDefaults(settings, parent)
                .forEach((name, value) ->
                        environment.put(name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        return new DriverProcess(parent, ChildJvm.start(environment, List.of("-jar", OUR_JAR.toString()), false));
    }

    /** The stock driver, with settings given by their standard names and passed on as system properties. */
    static DriverProcess stock(Map<String, String> settings) {
        Path parent = TestDirectories.create();
        List<String> arguments = new ArrayList<>();
        withDefaults(settings, parent).forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        arguments.addAll(List.of("-cp", STOCK_JAR.toString(), "io.aeron.driver.MediaDriver"));
        return new DriverProcess(parent, ChildJvm.start(Map.of(), arguments));
    }

    private static Map<String, String> withDefaults(Map<String, String> settings, Path parent) {
        Map<String, String> all = new HashMap<>(Map.of(
                "aeron.dir", parent.resolve("driver").toString(),
                "aeron.threading.mode", "SHARED",
                "aeron.ipc.term.buffer.length", Integer.toString(256 << 10),
                "aeron.term.buffer.length", Integer.toString(64 << 10)));
        all.putAll(settings);
        return all;
    }

    Path directory() {
        return directory;
    }

    String directoryName() {
        return directory.toString();
    }

    ChildJvm process() {
        return process;
    }

    long counter(SystemCounter counter) {
        try (ControlFile control = ControlFile.mapReadOnly(directory.resolve("cnc.dat"))) {
            return new CountersReader(control.counterMetadataBuffer(), control.counterValuesBuffer())
                    .getCounterValue(counter.id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether some counter's label has this in it. */
    boolean hasLabel(String part) {
        try (ControlFile control = ControlFile.mapReadOnly(directory.resolve("cnc.dat"))) {
            boolean[] found = {false};
            new CountersReader(control.counterMetadataBuffer(), control.counterValuesBuffer())
                    .forEach((counterId, label) -> found[0] |= label.contains(part));
            return found[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of the log files that exist, over all publications. */
    List<String> logFiles() {
        try (Stream<Path> files = Files.list(directory.resolve("publications"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.terminate();
        process.awaitExit();
        try (Stream<Path> files = Files.walk(parent)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
