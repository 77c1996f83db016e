package io.tradebus.core;

import java.nio.file.Path;

/** There is no driver to talk to: it was not found, it has stopped, or it does not answer any more. */
public class DriverUnavailableException extends BusException {
    /** The age reported when the driver never wrote a heartbeat, or took it back by stopping. */
    public static final long NO_HEARTBEAT = -1;

    private final Path directory;
    private final long heartbeatAgeMs;

    /**
     * @param problem what was seen, such as {@code no driver is running}
     * @param heartbeatAgeMs milliseconds since the driver was last alive, or {@link #NO_HEARTBEAT}
     * @param fix what to do about it
     */
    public DriverUnavailableException(String problem, Path directory, long heartbeatAgeMs, String fix) {
        super(problem + " (driver directory " + directory + ", "
                + (heartbeatAgeMs == NO_HEARTBEAT ? "no heartbeat" : "last heartbeat " + heartbeatAgeMs + " ms ago")
                + "); "
                + fix);
        this.directory = directory;
        this.heartbeatAgeMs = heartbeatAgeMs;
    }

    /** Where the driver was looked for. */
    public Path directory() {
        return directory;
    }

    /** Milliseconds since the driver was last alive, or {@link #NO_HEARTBEAT}. */
    public long heartbeatAgeMs() {
        return heartbeatAgeMs;
    }
}
