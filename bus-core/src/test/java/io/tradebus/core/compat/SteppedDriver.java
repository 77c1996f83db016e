package io.tradebus.core.compat;

import io.aeron.driver.MediaDriver;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.FallbackLogger;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.driver.DriverAssembly;
import io.tradebus.core.support.TestDirectories;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import org.agrona.IoUtil;
import org.agrona.concurrent.CachedEpochClock;
import org.agrona.concurrent.CachedNanoClock;

/** A driver, of ours or stock, that works only when it is told to, on clocks that stand still until they are moved. */
final class SteppedDriver implements AutoCloseable {
    private static final long START_MS = 1_700_000_000_000L;
    private static final int TERM_LENGTH = 64 << 10;
    private static final int IDLE_ROUNDS = 3;

    private final CachedNanoClock nanoClock = new CachedNanoClock();
    private final CachedEpochClock epochClock = new CachedEpochClock();
    private final Path directory = TestDirectories.create();
    private final Loopback loopback = new Loopback();
    private final Runnable stop;
    private final IntSupplier dutyCycle;

    private SteppedDriver(boolean isOurs) {
        nanoClock.update(1_000_000_000L);
        epochClock.update(START_MS);
        if (isOurs) {
            Driver ours = startOurs();
            stop = ours::close;
            dutyCycle = ours.invoker()::invoke;
        } else {
            MediaDriver stock = startStock();
            stop = stock::close;
            dutyCycle = stock.sharedAgentInvoker()::invoke;
        }
    }

    static SteppedDriver ours() {
        return new SteppedDriver(true);
    }

    static SteppedDriver stock() {
        return new SteppedDriver(false);
    }

    Path directory() {
        return directory;
    }

    /** Runs duty cycles until there is nothing left to do, and no datagram is on its way. */
    void settle() {
        do {
            int idle = 0;
            while (idle < IDLE_ROUNDS) {
                idle = dutyCycle.getAsInt() > 0 ? 0 : idle + 1;
            }
            loopback.flush();
        } while (dutyCycle.getAsInt() > 0);
    }

    /** Moves the clocks without letting the driver work. */
    void pass(long milliseconds) {
        nanoClock.advance(milliseconds * 1_000_000);
        epochClock.advance(milliseconds);
    }

    @Override
    public void close() {
        stop.run();
        loopback.close();
        IoUtil.delete(directory.toFile(), true);
    }

    private Driver startOurs() {
        DriverConfig config = DriverConfig.defaults(directory);
        return new DriverAssembly(config.withLog(
                                config.log().withIpcTermLength(TERM_LENGTH).withTermLength(TERM_LENGTH))
                        .withCounters(config.counters().withValuesLength(1 << 20))
                        .withStorage(config.storage().withLowSpaceWarningThreshold(0))
                        .withOperation(config.operation().withFallbackLogger(FallbackLogger.NO_OP))
                        .withThreading(config.threading().withMode(ThreadingMode.INVOKER)))
                .clocks(nanoClock, epochClock)
                .start();
    }

    private MediaDriver startStock() {
        return MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory.toString())
                .threadingMode(io.aeron.driver.ThreadingMode.INVOKER)
                .asyncExecutorEnabled(false)
                .nanoClock(nanoClock)
                .epochClock(epochClock)
                .ipcTermBufferLength(TERM_LENGTH)
                .publicationTermBufferLength(TERM_LENGTH)
                .counterValuesBufferLength(1 << 20)
                .errorBufferLength(32 << 20)
                .lowStorageWarningThreshold(0)
                .errorHandler(error -> {}));
    }
}
