package io.tradebus.core;

import java.nio.file.Path;

/** A driver was to be started in a directory in which another one is at work. Nothing has been changed there. */
public final class ActiveDriverException extends BusException {
    private final Path directory;
    private final long heartbeatAgeMs;

    /**
     * The refusal of a directory.
     *
     * @param heartbeatAgeMs milliseconds since the other driver was last alive
     * @param driverTimeoutMs milliseconds after which it counts as dead
     */
    public ActiveDriverException(Path directory, long heartbeatAgeMs, long driverTimeoutMs) {
        super("driver directory " + directory + " is in use by a driver that was active " + heartbeatAgeMs
                + " ms ago; stop it, choose another directory (aeron.dir, bus.driver.directory), or attach to it as an external"
                + " driver (bus.driver.mode=external); one that was killed counts as alive until it has been silent for "
                + driverTimeoutMs + " ms, so start again after that");
        this.directory = directory;
        this.heartbeatAgeMs = heartbeatAgeMs;
    }

    public Path directory() {
        return directory;
    }

    /** Milliseconds since the other driver was last alive. */
    public long heartbeatAgeMs() {
        return heartbeatAgeMs;
    }
}
