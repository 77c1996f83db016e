package io.tradebus.benchmarks;

import io.aeron.driver.MediaDriver;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.option.DriverOptions;
import io.tradebus.core.driver.Driver;
import java.nio.file.Path;
import java.util.Map;
import org.agrona.IoUtil;

/** A driver in this process. */
final class EmbeddedDriver implements RunningDriver {
    private final Path parent;
    private final Runnable stop;

    private EmbeddedDriver(Path parent, Runnable stop) {
        this.parent = parent;
        this.stop = stop;
    }

    static EmbeddedDriver start(Maker maker, DriverSettings settings) {
        if (maker == Maker.STOCK_C) {
            throw new IllegalArgumentException("the C driver runs in a process of its own only");
        }
        Path parent = DriverDirectories.create(maker.key());
        Path directory = parent.resolve("driver");
        Runnable stop = maker == Maker.US
                ? startOurs(directory, settings.properties())::close
                : startStock(directory, settings.properties())::close;
        return new EmbeddedDriver(parent, stop);
    }

    private static Driver startOurs(Path directory, Map<String, String> properties) {
        return Driver.start(
                DriverOptions.apply(DriverConfig.defaults(), properties).withDirectory(directory));
    }

    /** It takes its settings by name from system properties alone, at the time its context is made. */
    private static MediaDriver startStock(Path directory, Map<String, String> properties) {
        properties.forEach(System::setProperty);
        try {
            return MediaDriver.launch(new MediaDriver.Context().aeronDirectoryName(directory.toString()));
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    @Override
    public Path directory() {
        return parent.resolve("driver");
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public long processCpuNs() {
        return 0;
    }

    @Override
    public void close() {
        stop.run();
        IoUtil.delete(parent.toFile(), true);
    }
}
