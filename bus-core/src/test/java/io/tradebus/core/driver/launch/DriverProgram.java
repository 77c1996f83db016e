package io.tradebus.core.driver.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.DriverSighting;
import io.tradebus.core.support.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochClock;

/** {@code bus-driver.jar} in a process of its own, as somebody would start it from a shell. */
public final class DriverProgram implements AutoCloseable {
    static final Path JAR = Path.of("target", "bus-driver.jar");
    private static final long DRIVER_TIMEOUT_MS = 10_000;

    private final Path out;
    private final Path err;
    private final Process process;

    private DriverProgram(Path home, Map<String, String> environment, List<String> javaArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(javaArguments);
        try {
            out = Files.createTempFile(home, "out", ".txt");
            err = Files.createTempFile(home, "err", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().keySet().removeIf(DriverProgram::isForeign);
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isForeign(String name) {
        return name.startsWith("AERON_") || name.startsWith("JAVA_TOOL_") || name.startsWith("JDK_JAVA_");
    }

    /** Starts {@code java -jar bus-driver.jar} with arguments, in this environment on top of the own one. */
    public static DriverProgram start(Path home, Map<String, String> environment, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-jar", JAR.toString()));
        all.addAll(List.of(arguments));
        return new DriverProgram(home, environment, all);
    }

    /** Starts {@code java} with exactly these arguments. */
    public static DriverProgram java(Path home, Map<String, String> environment, String... arguments) {
        return new DriverProgram(home, environment, List.of(arguments));
    }

    /** Waits until clients could connect to this process and not to one before it. */
    public void awaitReady(Path directory) {
        Await.until("driver ready in " + directory + ": " + err(), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the driver ended with " + process.exitValue() + ": " + err());
            }
            return look(directory).isActive() && look(directory).pid() == process.pid();
        });
    }

    public static DriverSighting look(Path directory) {
        return new DriverDirectory(directory).look(SystemEpochClock.INSTANCE.time(), DRIVER_TIMEOUT_MS);
    }

    /** Sends a signal by its name. */
    public void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill -" + name + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Waits for the end and returns the exit status. */
    public int exitStatus() {
        try {
            if (!process.waitFor(Await.GENEROUS.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the driver did not end; standard error: " + err());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return process.exitValue();
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitStatus();
    }
}
