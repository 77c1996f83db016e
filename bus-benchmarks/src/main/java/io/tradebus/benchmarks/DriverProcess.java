package io.tradebus.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.IoUtil;

/** A driver in a process of its own. */
final class DriverProcess implements RunningDriver {
    private static final String CONTROL_FILE = "cnc.dat";
    private static final long START_TIMEOUT_S = 60;
    private static final long POLL_MS = 5;

    private final Path parent;
    private final Process process;

    private DriverProcess(Path parent, Process process) {
        this.parent = parent;
        this.process = process;
    }

    /** @throws IllegalStateException if it cannot be started, or ends at once */
    static DriverProcess start(Maker maker, Setup setup, DriverSettings settings) {
        Path parent = DriverDirectories.create(maker.key());
        Path directory = parent.resolve("driver");
        DriverCommand command = maker == Maker.STOCK_C
                ? DriverCommand.ofNative(setup.nativeDriver(), directory, settings)
                : DriverCommand.ofJava(maker, directory, settings);
        try {
            DriverProcess driver = new DriverProcess(parent, start(command));
            driver.awaitControlFile();
            return driver;
        } catch (IOException | IllegalStateException e) {
            IoUtil.delete(parent.toFile(), true);
            throw new IllegalStateException(maker.label() + ": the driver could not be started: " + e.getMessage(), e);
        }
    }

    private static Process start(DriverCommand command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.words());
        builder.environment().keySet().removeIf(name -> name.startsWith("AERON_"));
        builder.environment().putAll(command.environment());
        return builder.inheritIO().start();
    }

    /** Clients wait for what is in the file, but not long for the file. */
    private void awaitControlFile() {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_TIMEOUT_S);
        while (!Files.exists(directory().resolve(CONTROL_FILE))) {
            if (!process.isAlive()) {
                throw new IllegalStateException("its process ended with " + process.exitValue());
            } else if (System.nanoTime() - deadlineNs > 0) {
                close();
                throw new IllegalStateException("it made no " + CONTROL_FILE + " within " + START_TIMEOUT_S + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
        }
    }

    @Override
    public Path directory() {
        return parent.resolve("driver");
    }

    @Override
    public long processCpuNs() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        ChildProcess.awaitEnd(process);
        IoUtil.delete(parent.toFile(), true);
    }
}
