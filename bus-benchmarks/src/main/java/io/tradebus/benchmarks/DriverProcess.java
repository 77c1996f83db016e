package io.tradebus.benchmarks;

import io.aeron.driver.MediaDriver;
import io.tradebus.core.driver.launch.DriverMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;

/** A driver in a process of its own, on the class path and the JVM options of this one. */
final class DriverProcess implements RunningDriver {
    private static final long END_TIMEOUT_S = 30;

    private final Path parent;
    private final Process process;

    private DriverProcess(Path parent, Process process) {
        this.parent = parent;
        this.process = process;
    }

    static DriverProcess start(Maker maker, DriverSettings settings) {
        Path parent = DriverDirectories.create(maker == Maker.US ? "tradebus" : "stock");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Xms256m",
                "-Xmx256m"));
        settings.properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Daeron.dir=" + parent.resolve("driver"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add((maker == Maker.US ? DriverMain.class : MediaDriver.class).getName());
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().keySet().removeIf(name -> name.startsWith("AERON_"));
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
