package io.tradebus.core.runtime;

import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.format.control.ControlFileLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.status.CountersReader;

/**
 * A driver as seen from outside: its sign of life and its counters.
 *
 * <p>The mapping is read-only. Threads that show counters may be looking at it at any moment, also after the driver is
 * gone and the runtime closed: only a view that another one has taken the place of is closed, some time later. The last
 * one goes with the garbage.
 */
final class DriverView implements AutoCloseable {
    private final ControlFile file;
    private final CountersReader counters;
    private final long pid;
    private final long startedMs;

    private DriverView(ControlFile file) {
        this.file = file;
        this.counters = new CountersReader(file.counterMetadataBuffer(), file.counterValuesBuffer());
        this.pid = file.pid();
        this.startedMs = file.startTimestampMs();
    }

    /**
     * Looks at the driver a client has just connected to.
     *
     * @throws DriverUnavailableException if it went away meanwhile
     */
    static DriverView of(Path path) {
        ControlFile file;
        try {
            file = ControlFile.mapReadOnly(new DriverDirectory(path).controlFile());
        } catch (IOException e) {
            throw unavailable("the driver went away: " + e, path);
        }
        if (file.version() == ControlFileLayout.NOT_READY || !file.isComplete()) {
            file.close();
            throw unavailable("the driver went away, and another one starts", path);
        }
        return new DriverView(file);
    }

    private static DriverUnavailableException unavailable(String problem, Path path) {
        return new DriverUnavailableException(problem, path, DriverUnavailableException.NO_HEARTBEAT, "start it again");
    }

    CountersReader counters() {
        return counters;
    }

    /** The distinct errors it has recorded, oldest first. */
    List<DriverError> errors() {
        return DriverError.read(file.errorLogBuffer());
    }

    long pid() {
        return pid;
    }

    long startedMs() {
        return startedMs;
    }

    /** Milliseconds since its last sign of life, or {@link DriverUnavailableException#NO_HEARTBEAT} after its end. */
    long heartbeatAgeMs(long nowMs) {
        long heartbeatMs = file.heartbeatMs();
        return heartbeatMs <= 0 ? DriverUnavailableException.NO_HEARTBEAT : Math.max(0, nowMs - heartbeatMs);
    }

    /** Unmaps it. Whoever looks at its counters later fails, but not the JVM. */
    @Override
    public void close() {
        file.close();
    }
}
