package io.tradebus.core.driver;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.idle.Wakeups;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.status.CountersReader;

/**
 * A running media driver. Clients of the same machine find it by its directory.
 *
 * <p>Used once: started, and closed from any thread but its own.
 */
public final class Driver implements AutoCloseable {
    private final DriverConfig config;
    private final DriverFiles files;
    private final DriverThreads threads;
    private final EventLogThread events;
    private final CountersReader counters;
    private final Wakeups wakeups;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    Driver(
            DriverConfig config,
            DriverFiles files,
            DriverThreads threads,
            EventLogThread events,
            CountersReader counters,
            Wakeups wakeups) {
        this.config = config;
        this.files = files;
        this.threads = threads;
        this.events = events;
        this.counters = counters;
        this.wakeups = wakeups;
    }

    /**
     * Starts a driver that nobody observes. See {@link #start(DriverConfig, DriverObserver)}.
     */
    public static Driver start(DriverConfig config) {
        return start(config, DriverObserver.NONE);
    }

    /**
     * Starts a driver and returns when clients can connect.
     *
     * @throws io.tradebus.core.ActiveDriverException if another driver is alive in the directory
     * @throws io.tradebus.core.StorageException if there is not enough space, or files cannot be created
     * @throws io.tradebus.core.BusException for anything else; the message names the cause and the fix, and no file of
     *     this driver is left
     */
    public static Driver start(DriverConfig config, DriverObserver observer) {
        return new DriverAssembly(config).observer(observer).start();
    }

    public Path directory() {
        return config.directory();
    }

    public DriverConfig config() {
        return config;
    }

    /** Whether the driver has neither been closed nor given up. */
    public boolean isRunning() {
        return !isClosed.get() && threads.isRunning();
    }

    /**
     * What the embedding program calls again and again in {@link ThreadingMode#INVOKER}. While one thread is at it, it does
     * nothing for another one; closing the driver waits for it.
     *
     * @throws IllegalStateException in any other mode, in which the driver has threads of its own
     */
    public AgentInvoker invoker() {
        return threads.invoker();
    }

    /** By which clients of this process wake the driver, and are woken. */
    public Wakeups wakeups() {
        return wakeups;
    }

    /** All counters of the driver and its clients. Must not be used after {@link #close}. */
    public CountersReader counters() {
        if (isClosed.get()) {
            throw new IllegalStateException("the driver in " + config.directory() + " is closed");
        }
        return counters;
    }

    /**
     * Stops all threads, tells clients that the driver is gone, and frees everything. A second call does nothing.
     *
     * @throws IllegalStateException if the caller is a thread of the driver, or runs within an invocation of it; then
     *     nothing has changed
     */
    @Override
    public void close() {
        threads.requireOtherThread();
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        try {
            threads.close();
        } finally {
            CloseHelper.quietClose(events);
            files.close(config.storage().deleteOnShutdown());
        }
    }
}
