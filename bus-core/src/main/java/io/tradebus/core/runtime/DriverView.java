package io.tradebus.core.runtime;

import io.tradebus.core.DriverUnavailableException;
import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DriverDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * A driver as seen from outside: its sign of life, its counters, and whether its directory still is its own.
 *
 * <p>The mapping is read-only and is left to the garbage collector instead of being closed: threads that show counters
 * may be looking at it at any moment, also after the driver is gone.
 */
final class DriverView {
    private final DriverDirectory directory;
    private final ControlFile file;
    private final @Nullable Object identity;
    private final CountersReader counters;

    private DriverView(DriverDirectory directory, ControlFile file, @Nullable Object identity) {
        this.directory = directory;
        this.file = file;
        this.identity = identity;
        this.counters = new CountersReader(file.counterMetadataBuffer(), file.counterValuesBuffer());
    }

    /**
     * Looks at the driver a client has just connected to.
     *
     * @throws DriverUnavailableException if its control file went away meanwhile
     */
    static DriverView of(Path path) {
        DriverDirectory directory = new DriverDirectory(path);
        try {
            Object identity = identityOf(directory);
            return new DriverView(directory, ControlFile.mapReadOnly(directory.controlFile()), identity);
        } catch (IOException e) {
            throw new DriverUnavailableException(
                    "the driver went away: " + e, path, DriverUnavailableException.NO_HEARTBEAT, "start it again");
        }
    }

    CountersReader counters() {
        return counters;
    }

    /** The distinct errors it has recorded, oldest first. */
    List<DriverError> errors() {
        return DriverError.read(file.errorLogBuffer());
    }

    long pid() {
        return file.pid();
    }

    long startedMs() {
        return file.startTimestampMs();
    }

    /** Milliseconds since its last sign of life, or {@link DriverUnavailableException#NO_HEARTBEAT} after its end. */
    long heartbeatAgeMs(long nowMs) {
        long heartbeatMs = file.heartbeatMs();
        return heartbeatMs <= 0 ? DriverUnavailableException.NO_HEARTBEAT : Math.max(0, nowMs - heartbeatMs);
    }

    /** Whether the control file at the path is not this one any more: another driver has taken the directory. */
    boolean isReplaced() {
        try {
            Object now = identityOf(directory);
            return identity != null && now != null && !identity.equals(now);
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable Object identityOf(DriverDirectory directory) throws IOException {
        return Files.readAttributes(directory.controlFile(), BasicFileAttributes.class)
                .fileKey();
    }
}
