package io.tradebus.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;

/** A driver in a process of its own. */
final class DriverProcess implements RunningDriver {
    private static final long END_TIMEOUT_S = 30;

    private final Path parent;
    private final Process process;

    private DriverProcess(Path parent, Process process) {
        this.parent = parent;
        this.process = process;
    }

    static DriverProcess start(Maker maker, Setup setup, DriverSettings settings) {
        Path parent = DriverDirectories.create(maker.key());
        Path directory = parent.resolve("driver");
        DriverCommand command = maker == Maker.STOCK_C
                ? DriverCommand.ofNative(setup.nativeDriver(), directory, settings)
                : DriverCommand.ofJava(maker, directory, settings);
        try {
            ProcessBuilder builder = new ProcessBuilder(command.words());
            builder.environment().keySet().removeIf(name -> name.startsWith("AERON_"));
            builder.environment().putAll(command.environment());
            return new DriverProcess(parent, builder.inheritIO().start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        try {
            if (!process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        IoUtil.delete(parent.toFile(), true);
    }
}
