package io.tradebus.core.runtime;

import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.config.ClientConfig;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.DriverSighting;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for a driver that somebody else starts. */
final class AwaitedDriver {
    private static final long DIRECTORY_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private AwaitedDriver() {}

    /**
     * Returns when there is one.
     *
     * @throws DriverUnavailableException if there is none after the timeout
     */
    static void await(ClientConfig config, RuntimeClocks clocks, Duration timeout) {
        DriverDirectory directory = new DriverDirectory(config.directory());
        long driverTimeoutMs = config.timeouts().driverTimeoutMs();
        long deadlineNs = clocks.nano().nanoTime() + timeout.toNanos();
        DriverSighting sighting = directory.look(clocks.epoch().time(), driverTimeoutMs);
        while (!sighting.isActive()) {
            if (clocks.nano().nanoTime() - deadlineNs >= 0
                    || Thread.currentThread().isInterrupted()) {
                throw new DriverUnavailableException(
                        problemOf(sighting) + "; waited " + timeout.toMillis() + " ms",
                        config.directory(),
                        sighting.heartbeatAgeMs(),
                        "start a driver there, set bus.driver.directory to where it is (a driver that runs alone: aeron.dir"
                                + " or AERON_DIR), or use bus.driver.mode=embedded");
            }
            clocks.pause().pause(DIRECTORY_PAUSE_NS);
            sighting = directory.look(clocks.epoch().time(), driverTimeoutMs);
        }
    }

    private static String problemOf(DriverSighting sighting) {
        return switch (sighting.state()) {
            case ABSENT -> "no driver is running";
            case STARTING -> "a driver was starting but is not ready";
            case ACTIVE -> "the driver is running";
            case DEAD -> "the driver (process " + sighting.pid() + ") does not answer any more";
            case STOPPED -> "the driver (process " + sighting.pid() + ") has stopped";
            case UNREADABLE -> "the driver's control file cannot be read: another version, or damaged";
        };
    }
}
