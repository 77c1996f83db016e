package io.tradebus.core.compat;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.status.PublicationErrorFrame;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.ClientListener;
import io.tradebus.core.client.Publication;
import io.tradebus.core.client.PublicationError;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.support.TestDirectories;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.status.CountersReader;

/** A driver, of ours or stock, and a stock client and ours that share it, all in this process. */
final class Peers implements AutoCloseable {
    private static final long IDLE_NS = 100_000;
    private static final long TIMER_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long IMAGE_LIVENESS_NS = TimeUnit.SECONDS.toNanos(5);

    final Aeron stock;
    final Client ours;
    final List<PublicationErrorFrame> toldToStock = new CopyOnWriteArrayList<>();
    final List<PublicationError> toldToOurs = new CopyOnWriteArrayList<>();
    final List<String> countersSeenByStock = new CopyOnWriteArrayList<>();
    final List<String> countersSeenByOurs = new CopyOnWriteArrayList<>();
    private final Path directory;
    private final long imageLivenessNs;
    private final Runnable stopDriver;

    /** Who made the driver. */
    enum DriverMaker {
        US,
        STOCK
    }

    Peers(DriverMaker maker) {
        this(maker, IMAGE_LIVENESS_NS);
    }

    /** With the time in nanoseconds after which a silent image ends, and a rejected one may come back. */
    Peers(DriverMaker maker, long imageLivenessNs) {
        this.imageLivenessNs = imageLivenessNs;
        directory = TestDirectories.create();
        stopDriver = maker == DriverMaker.US ? startOurs()::close : startStock()::close;
        stock = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(directory.toString())
                .publicationErrorFrameHandler(error -> toldToStock.add(error.clone()))
                .availableCounterHandler(
                        (counters, registrationId, id) -> countersSeenByStock.add("+" + label(counters, id)))
                .unavailableCounterHandler(
                        (counters, registrationId, id) -> countersSeenByStock.add("-" + registrationId)));
        ours = Client.connect(ClientConfig.defaults(directory), new Listener());
    }

    private Driver startOurs() {
        DriverConfig config = DriverConfig.defaults(directory);
        return Driver.start(config.withLog(config.log().withIpcTermLength(64 << 10))
                .withCounters(config.counters().withValuesLength(1 << 20))
                .withTimeouts(config.timeouts()
                        .withTimerIntervalNs(TIMER_INTERVAL_NS)
                        .withImageLivenessTimeoutNs(imageLivenessNs))
                .withThreading(config.threading().withMode(ThreadingMode.SHARED)));
    }

    private MediaDriver startStock() {
        return MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory.toString())
                .ipcTermBufferLength(64 << 10)
                .counterValuesBufferLength(1 << 20)
                .timerIntervalNs(TIMER_INTERVAL_NS)
                .imageLivenessTimeoutNs(imageLivenessNs)
                .threadingMode(io.aeron.driver.ThreadingMode.SHARED)
                .sharedIdleStrategy(new SleepingIdleStrategy(IDLE_NS))
                .errorHandler(error -> {}));
    }

    @Override
    public void close() {
        ours.close();
        stock.close();
        stopDriver.run();
        IoUtil.delete(directory.toFile(), true);
    }

    private static String label(CountersReader counters, int id) {
        return id + " " + counters.getCounterTypeId(id) + " " + counters.getCounterLabel(id);
    }

    private final class Listener implements ClientListener {
        @Override
        public void onPublicationError(Publication publication, PublicationError error) {
            toldToOurs.add(error);
        }

        @Override
        public void onCounterAvailable(CountersReader counters, long registrationId, int counterId) {
            countersSeenByOurs.add("+" + label(counters, counterId));
        }

        @Override
        public void onCounterUnavailable(CountersReader counters, long registrationId, int counterId) {
            countersSeenByOurs.add("-" + registrationId);
        }
    }
}
