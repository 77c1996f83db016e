package io.tradebus.core.compat;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.tradebus.core.client.Client;
import io.tradebus.core.client.ClientListener;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.PortRange;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.SystemCounter;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.driver.DriverObserver;
import io.tradebus.core.support.FreePorts;
import io.tradebus.core.support.TestDirectories;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;
import org.agrona.concurrent.SleepingIdleStrategy;

/**
 * Our client on our driver, and a stock client on a stock driver, which reach each other over UDP; all in this process. Each
 * driver takes two sessions of a stream and has two ports for channels that name none.
 */
final class FarPeers implements AutoCloseable {
    static final int SESSION_LIMIT = 2;
    static final PortRange OUR_PORTS = ports();
    static final PortRange STOCK_PORTS = ports();

    private static final long IDLE_NS = 100_000;
    private static final int TERM_LENGTH = 64 << 10;
    private static final long TIMER_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long IMAGE_LIVENESS_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long LINGER_NS = TimeUnit.MILLISECONDS.toNanos(200);

    final Aeron stock;
    final Client ours;
    private final long imageLivenessNs;
    private final Path stockDirectory = TestDirectories.create();
    private final Path ourDirectory = TestDirectories.create();
    private final MediaDriver stockDriver;
    private final Driver ourDriver;

    FarPeers() {
        this(IMAGE_LIVENESS_NS);
    }

    /** With the time in nanoseconds after which a silent image ends. */
    FarPeers(long imageLivenessNs) {
        this.imageLivenessNs = imageLivenessNs;
        stockDriver = startStock();
        ourDriver = startOurs();
        stock = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(stockDirectory.toString())
                .errorHandler(error -> {}));
        ours = Client.connect(ClientConfig.defaults(ourDirectory), new ClientListener() {});
    }

    long countedByOurs(SystemCounter counter) {
        return ours.counters().getCounterValue(counter.id());
    }

    long countedByStock(SystemCounter counter) {
        return stock.countersReader().getCounterValue(counter.id());
    }

    private static PortRange ports() {
        int first = FreePorts.firstOf(2);
        return new PortRange(first, first + 1);
    }

    private Driver startOurs() {
        DriverConfig config = DriverConfig.defaults(ourDirectory);
        DriverConfig quick = config.withLog(config.log().withTermLength(TERM_LENGTH))
                .withCounters(config.counters().withValuesLength(1 << 20))
                .withTimeouts(config.timeouts()
                        .withTimerIntervalNs(TIMER_INTERVAL_NS)
                        .withImageLivenessTimeoutNs(imageLivenessNs)
                        .withPublicationLingerTimeoutNs(LINGER_NS))
                .withSubscription(config.subscription().withStreamSessionLimit(SESSION_LIMIT))
                .withNetwork(
                        config.network().withSocket(config.network().socket().withReceiverPorts(OUR_PORTS)))
                .withThreading(config.threading().withMode(ThreadingMode.SHARED));
        return Driver.start(quick, new DriverObserver() {});
    }

    private MediaDriver startStock() {
        return MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(stockDirectory.toString())
                .publicationTermBufferLength(TERM_LENGTH)
                .counterValuesBufferLength(1 << 20)
                .timerIntervalNs(TIMER_INTERVAL_NS)
                .imageLivenessTimeoutNs(imageLivenessNs)
                .publicationLingerTimeoutNs(LINGER_NS)
                .streamSessionLimit(SESSION_LIMIT)
                .receiverWildcardPortRange(STOCK_PORTS.low() + " " + STOCK_PORTS.high())
                .threadingMode(io.aeron.driver.ThreadingMode.SHARED)
                .sharedIdleStrategy(new SleepingIdleStrategy(IDLE_NS))
                .errorHandler(error -> {}));
    }

    @Override
    public void close() {
        ours.close();
        stock.close();
        ourDriver.close();
        stockDriver.close();
        IoUtil.delete(ourDirectory.toFile(), true);
        IoUtil.delete(stockDirectory.toFile(), true);
    }
}
