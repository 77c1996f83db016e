package io.tradebus.core.runtime;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.counters.ClientHeartbeat;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.format.control.ControlFileLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.status.CountersReader;

/** A driver that a thread runs until it is killed. */
final class KillableDriver implements AutoCloseable {
    /** Milliseconds after which a driver counts as dead. */
    static final long TIMEOUT_MS = 10_000;
    /** What is left of that for one that was killed. */
    static final long SOON_MS = 1_000;

    static final long CLIENT_LIVENESS_NS = TimeUnit.SECONDS.toNanos(5);

    private final Driver driver;
    private final Thread thread = new Thread(this::run, "test-driver");
    private volatile boolean isAlive = true;

    KillableDriver(Path directory) {
        DriverConfig config = InvokedBus.smallDriver(directory);
        driver = Driver.start(config.withStorage(config.storage().withDeleteOnStart(true))
                .withTimeouts(config.timeouts()
                        .withDriverTimeoutMs(TIMEOUT_MS)
                        .withTimerIntervalNs(TimeUnit.MILLISECONDS.toNanos(20))
                        .withClientLivenessTimeoutNs(CLIENT_LIVENESS_NS))
                .withThreading(config.threading().withMode(ThreadingMode.INVOKER)));
        thread.start();
    }

    private void run() {
        while (isAlive) {
            driver.invoker().invoke();
            LockSupport.parkNanos(100_000);
        }
    }

    /** Whether a client has a heartbeat there. */
    boolean knows(long clientId) {
        return ClientHeartbeat.find(driver.counters(), clientId) != CountersReader.NULL_COUNTER_ID;
    }

    /** It is missed soon, since it looks as if it had been dead for a while. */
    void kill() {
        if (stop()) {
            try (ControlFile control = ControlFile.map(driver.directory().resolve(ControlFileLayout.FILE_NAME))) {
                ManyToOneRingBuffer ring = new ManyToOneRingBuffer(control.toDriverBuffer());
                ring.consumerHeartbeatTime(ring.consumerHeartbeatTime() - TIMEOUT_MS + SOON_MS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private boolean stop() {
        boolean wasAlive = isAlive;
        isAlive = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return wasAlive;
    }

    @Override
    public void close() {
        stop();
        driver.close();
    }
}
