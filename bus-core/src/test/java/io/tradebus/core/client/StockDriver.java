package io.tradebus.core.client;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.agrona.IoUtil;
import org.agrona.concurrent.SleepingIdleStrategy;

/** A stock driver in this process, with a directory of its own that goes when it is closed. */
final class StockDriver implements TestDriver {
    private static final long IDLE_NS = 200_000;

    private final Path directory;
    private final MediaDriver driver;

    StockDriver() {
        this(context -> context);
    }

    StockDriver(UnaryOperator<MediaDriver.Context> settings) {
        directory = TestDriver.newDirectory();
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

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public void stop() {
        driver.close();
    }

    @Override
    public void close() {
        driver.close();
        IoUtil.delete(directory.toFile(), true);
    }
}
