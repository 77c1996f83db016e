package io.tradebus.core.compat;

import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.ErrorLogText;
import io.tradebus.core.format.control.ControlFileLayout;
import io.tradebus.core.support.Await;
import io.tradebus.core.support.TestDirectories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.agrona.IoUtil;
import org.agrona.concurrent.status.CountersReader;

/** A driver in a process of its own, with a directory of its own that goes when it is closed. */
public final class DriverProcess implements AutoCloseable {
    public static final Path STOCK_JAR = Path.of("target", "peers", "aeron-all.jar");
    static final Path OUR_JAR = Path.of("target", "bus-driver.jar");

    private static final String EXTENSIONS = "io.aeron.driver.ext.";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path parent;
    private final Path directory;
    private final Supplier<ChildJvm> launch;
    private ChildJvm process;

    private DriverProcess(Path parent, Supplier<ChildJvm> launch) {
        this.parent = parent;
        this.directory = parent.resolve("driver");
        this.launch = launch;
        process = launch.get();
    }

    /** Our {@code bus-driver.jar}, with settings given by their standard names and passed on as environment variables. */
    static DriverProcess ours(Map<String, String> settings) {
        Path parent = TestDirectories.create();
        Map<String, String> environment = new HashMap<>();
        withDefaults(settings, parent)
                .forEach((name, value) ->
                        environment.put(name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        return new DriverProcess(parent, () -> ChildJvm.start(environment, List.of("-jar", OUR_JAR.toString()), false));
    }

    /**
     * The stock driver, with settings given by their standard names and passed on as system properties. Losses for tests
     * need endpoints that it has to be told to use.
     */
    static DriverProcess stock(Map<String, String> settings) {
        Path parent = TestDirectories.create();
        List<String> arguments = new ArrayList<>();
        withDefaults(settings, parent).forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        if (settings.keySet().stream().anyMatch(name -> name.startsWith("aeron.debug."))) {
            arguments.add(
                    "-Daeron.ReceiveChannelEndpoint.supplier=" + EXTENSIONS + "DebugReceiveChannelEndpointSupplier");
            arguments.add("-Daeron.SendChannelEndpoint.supplier=" + EXTENSIONS + "DebugSendChannelEndpointSupplier");
        }
        arguments.addAll(List.of("-cp", STOCK_JAR.toString(), "io.aeron.driver.MediaDriver"));
        return new DriverProcess(parent, () -> ChildJvm.start(Map.of(), arguments));
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

    /** Returns once clients can connect. Fails with what the driver printed when it ends, or does not get so far. */
    public void awaitStart() {
        Path file = directory.resolve(ControlFileLayout.FILE_NAME);
        try {
            Await.until(
                    "a driver has started",
                    START_LIMIT,
                    () -> Files.exists(file) && isComplete(file) || !process.isAlive());
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; output:\n" + String.join("\n", process.output()), e);
        }
        if (!process.isAlive()) {
            int status = process.awaitExit();
            throw new AssertionError("the driver ended with status " + status + " instead of starting; output:\n"
                    + String.join("\n", process.output()));
        }
    }

    private static boolean isComplete(Path file) {
        try (ControlFile control = ControlFile.mapReadOnly(file)) {
            return control.version() != ControlFileLayout.NOT_READY && control.isComplete();
        } catch (IOException | RuntimeException e) {
            // The file grows while it is made.
            return false;
        }
    }

    public Path directory() {
        return directory;
    }

    public String directoryName() {
        return directory.toString();
    }

    public ChildJvm process() {
        return process;
    }

    public long counter(SystemCounter counter) {
        try (ControlFile control = ControlFile.mapReadOnly(directory.resolve(ControlFileLayout.FILE_NAME))) {
            return new CountersReader(control.counterMetadataBuffer(), control.counterValuesBuffer())
                    .getCounterValue(counter.id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Values of the counters of a type, by their labels; those of one label are added up. */
    public Map<String, Long> counters(int typeId) {
        try (ControlFile control = ControlFile.mapReadOnly(directory.resolve(ControlFileLayout.FILE_NAME))) {
            Map<String, Long> values = new TreeMap<>();
            CountersReader counters =
                    new CountersReader(control.counterMetadataBuffer(), control.counterValuesBuffer());
            counters.forEach((counterId, label) -> {
                if (counters.getCounterTypeId(counterId) == typeId) {
                    values.merge(label, counters.getCounterValue(counterId), Long::sum);
                }
            });
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the error log says; empty when there was no error. */
    public String errors() {
        try (ControlFile control = ControlFile.mapReadOnly(directory.resolve(ControlFileLayout.FILE_NAME))) {
            return ErrorLogText.print(control.errorLogBuffer(), ZoneOffset.UTC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether some counter's label has this in it. */
    public boolean hasLabel(String part) {
        try (ControlFile control = ControlFile.mapReadOnly(directory.resolve(ControlFileLayout.FILE_NAME))) {
            boolean[] found = {false};
            new CountersReader(control.counterMetadataBuffer(), control.counterValuesBuffer())
                    .forEach((counterId, label) -> found[0] |= label.contains(part));
            return found[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of the log files that exist, over all publications. */
    public List<String> logFiles() {
        try (Stream<Path> files = Files.list(directory.resolve("publications"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9}; the directory stays as it is until this is closed. */
    public void kill() {
        process.kill();
    }

    /** Starts it again after a {@link #kill}, in the same directory. It must be set to delete what it finds there. */
    void restart() {
        process = launch.get();
    }

    /** Ends the driver and deletes its directory. Closing again has no effect. */
    @Override
    public void close() {
        try {
            process.terminate();
            process.awaitExit();
        } finally {
            IoUtil.delete(parent.toFile(), true);
        }
    }
}
