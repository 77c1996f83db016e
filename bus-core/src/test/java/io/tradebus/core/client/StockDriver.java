package io.tradebus.core.client;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tradebus.core.config.ClientConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.agrona.IoUtil;
import org.agrona.concurrent.SleepingIdleStrategy;

/** A stock driver in this process, with a directory of its own that goes when it is closed. */
final class StockDriver implements AutoCloseable {
    private static final long IDLE_NS = 200_000;

    private final Path directory;
    private final MediaDriver driver;

    StockDriver() {
        this(context -> context);
    }

    StockDriver(UnaryOperator<MediaDriver.Context> settings) {
        directory = newDirectory();
        MediaDriver.Context context = new MediaDriver.Context()
                .aeronDirectoryName(directory.toString())
                .dirDeleteOnStart(true)
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new SleepingIdleStrategy(IDLE_NS))
                .ipcTermBufferLength(64 << 10)
                .publicationTermBufferLength(64 << 10)
                .counterValuesBufferLength(1 << 20)
                .errorBufferLength(4 << 20)
                .errorHandler(error -> {});
        driver = MediaDriver.launch(settings.apply(context));
    }

    Path directory() {
        return directory;
    }

    MediaDriver.Context context() {
        return driver.context();
    }

    ClientConfig clientConfig() {
        return ClientConfig.defaults(directory);
    }

    /** Stops the driver and leaves its directory. */
    void stop() {
        driver.close();
    }

    @Override
    public void close() {
        driver.close();
        IoUtil.delete(directory.toFile(), true);
    }

    private static Path newDirectory() {
        try {
            Path memory = Path.of("/dev/shm");
            return Files.isDirectory(memory)
                    ? Files.createTempDirectory(memory, "bus-test-")
                    : Files.createTempDirectory("bus-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
