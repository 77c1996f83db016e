package io.tradebus.core.compat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Java program in a process of its own whose output is read line by line. Ends when its standard input is closed. One on a
 * host leaves its process to the next one.
 */
public final class ChildJvm implements AutoCloseable {
    private static final Duration LINE_TIMEOUT = Duration.ofSeconds(120);

    private final Process process;
    private final BufferedReader output;
    private final @Nullable Consumer<ChildJvm> whenReusable;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private final Thread reader;
    private volatile boolean hasEndedOnHost;
    private boolean isClosed;

    private ChildJvm(Process process, BufferedReader output, @Nullable Consumer<ChildJvm> whenReusable) {
        this.process = process;
        this.output = output;
        this.whenReusable = whenReusable;
        this.reader = new Thread(this::readLines, "child-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Runs a class of the test class path. It is compiled once only: it ends before a second time would pay. */
    public static ChildJvm run(Class<?> program, String... arguments) {
        List<String> command = command(program, arguments);
        command.add(0, "-XX:TieredStopAtLevel=1");
        return start(Map.of(), command);
    }

    /** Runs a class of the test class path on a new {@link ProgramHost}. */
    static ChildJvm host(Class<?> program, Consumer<ChildJvm> whenReusable, String... arguments) {
        Process process = launch(Map.of(), command(ProgramHost.class, program.getName()), true);
        return onHost(process, reader(process), whenReusable, arguments);
    }

    /** Runs the program of this one, which has ended, once more in the same process. */
    ChildJvm again(String... arguments) {
        return onHost(process, output, whenReusable, arguments);
    }

    private static ChildJvm onHost(
            Process process, BufferedReader output, @Nullable Consumer<ChildJvm> whenReusable, String... arguments) {
        ChildJvm child = new ChildJvm(process, output, whenReusable);
        child.say(String.join(ProgramHost.SEPARATOR, arguments));
        return child;
    }

    private static List<String> command(Class<?> program, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs {@code java} with these arguments, in this environment on top of the own one. */
    public static ChildJvm start(Map<String, String> environment, List<String> arguments) {
        return start(environment, arguments, true);
    }

    /** As above; without {@code exports} the program has to see to the JDK's internal memory access itself. */
    public static ChildJvm start(Map<String, String> environment, List<String> arguments, boolean exports) {
        Process process = launch(environment, arguments, exports);
        return new ChildJvm(process, reader(process), null);
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    private static Process launch(Map<String, String> environment, List<String> arguments, boolean exports) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (exports) {
            command.add("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
        }
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AERON_"));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readLines() {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (whenReusable != null && line.equals(ProgramHost.ENDED)) {
                    hasEndedOnHost = true;
                    return;
                }
                lines.add(line);
            }
            output.close();
        } catch (IOException e) {
            lines.add("output ended: " + e.getMessage());
        }
    }

    /** Waits for a line that starts with {@code prefix} and returns what follows the prefix, stripped. */
    public String awaitLine(String prefix) {
        return awaitLine(prefix, LINE_TIMEOUT);
    }

    /** As above, with a limit of its own. */
    public String awaitLine(String prefix, Duration limit) {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        try {
            while (System.nanoTime() - deadlineNs < 0) {
                String line = lines.poll(50, TimeUnit.MILLISECONDS);
                if (line != null) {
                    seen.add(line);
                    if (line.startsWith(prefix)) {
                        return line.substring(prefix.length()).strip();
                    }
                } else if ((hasEndedOnHost || !process.isAlive()) && !reader.isAlive() && lines.isEmpty()) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("no line starts with '" + prefix + "'" + (process.isAlive() ? "" : ", process ended")
                + "; output so far:\n" + String.join("\n", seen));
    }

    /** Writes a line to the program's standard input. */
    void say(String line) {
        try {
            write(line);
        } catch (IOException e) {
            throw new AssertionError("the program has ended; output so far:\n" + String.join("\n", output()), e);
        }
    }

    private void write(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** All lines so far. */
    public List<String> output() {
        lines.drainTo(seen);
        return seen;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** As {@code kill}. */
    public void terminate() {
        process.destroy();
    }

    /** Closes the program's standard input, waits for its end and returns its exit status. */
    public int end() {
        try {
            if (whenReusable == null) {
                process.getOutputStream().close();
            } else {
                write("");
            }
        } catch (IOException ignored) {
            // The program has ended already.
        }
        return whenReusable == null ? awaitExit() : awaitEndOnHost();
    }

    private int awaitEndOnHost() {
        try {
            reader.join(LINE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return hasEndedOnHost ? 0 : awaitExit();
    }

    public int awaitExit() {
        try {
            if (!process.waitFor(LINE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("did not end in time; output:\n" + String.join("\n", output()));
            }
            reader.join(TimeUnit.SECONDS.toMillis(10));
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (!hasEndedOnHost || whenReusable == null) {
            process.destroyForcibly();
        } else if (!isClosed) {
            whenReusable.accept(this);
        }
        isClosed = true;
    }
}
