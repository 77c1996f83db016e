package io.tradebus.core.driver.launch;

import io.tradebus.core.config.DriverConfig;
import io.tradebus.core.config.ThreadingMode;
import io.tradebus.core.driver.Driver;
import io.tradebus.core.driver.DriverObserver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.IdleStrategy;

/**
 * A driver, and what ends it. The main thread starts it, waits, and closes it. The JVM's shutdown, which a signal begins,
 * tells the main thread to go on and waits until the driver is closed; since afterwards the process is gone.
 */
final class DriverProcess implements AutoCloseable {
    private static final long WARNING_INTERVAL_S = 10;

    /** The driver was not closed as it should be. */
    static final class CloseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CloseException(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onShutdown, "bus-driver-shutdown");
    private final Driver driver;

    private DriverProcess(DriverConfig config) {
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            driver = Driver.start(config, new Observer(told));
        } catch (RuntimeException | Error e) {
            closed.countDown();
            throw e;
        }
    }

    static DriverProcess start(DriverConfig config) {
        return new DriverProcess(config);
    }

    /** Returns when a signal or a request says so. A driver without threads of its own runs on this one meanwhile. */
    void runUntilTold() {
        if (driver.config().threading().mode() == ThreadingMode.INVOKER) {
            invokeUntilTold();
            return;
        }
        boolean isTold = false;
        while (!isTold) {
            try {
                told.await();
                isTold = true;
            } catch (InterruptedException e) {
                // Nobody in this process interrupts the main thread; what counts is the latch.
                isTold = told.getCount() == 0;
            }
        }
    }

    private void invokeUntilTold() {
        AgentInvoker invoker = driver.invoker();
        IdleStrategy idle = driver.config().threading().idle().shared().newIdleStrategy();
        while (told.getCount() > 0) {
            idle.idle(invoker.invoke());
        }
    }

    @Override
    public void close() {
        try {
            driver.close();
        } catch (RuntimeException e) {
            throw new CloseException(e);
        } finally {
            closed.countDown();
        }
    }

    private void onShutdown() {
        told.countDown();
        try {
            while (!closed.await(WARNING_INTERVAL_S, TimeUnit.SECONDS)) {
                System.err.println("WARNING: the driver is still being closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Prints what is wrong with the settings. What comes later stands in the error log, which counts it and does not grow: it
     * may be said by others on the network as often as they like.
     */
    private static final class Observer implements DriverObserver {
        private final CountDownLatch told;
        private volatile boolean isStarted;

        Observer(CountDownLatch told) {
            this.told = told;
        }

        @Override
        public void onStarted(Driver driver) {
            isStarted = true;
        }

        @Override
        public void onWarning(String text) {
            if (!isStarted) {
                System.err.println("WARNING: " + text);
            }
        }

        @Override
        public void onTerminationRequested() {
            told.countDown();
        }
    }
}
