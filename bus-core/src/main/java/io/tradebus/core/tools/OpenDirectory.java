package io.tradebus.core.tools;

import io.tradebus.core.files.ControlFile;
import io.tradebus.core.files.DriverDirectory;
import io.tradebus.core.files.DriverSighting;
import io.tradebus.core.format.control.ControlFileLayout;
import io.tradebus.core.tools.view.Snapshot;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.SemanticVersion;
import org.agrona.concurrent.status.CountersReader;

/** The directory of a driver, alive or not, with its control file mapped to read only. */
final class OpenDirectory implements AutoCloseable {
    /** Age of a sign of life above which a driver counts as dead; what drivers and clients have by default. */
    static final long DRIVER_TIMEOUT_MS = 10_000;

    private static final String START = "start one there, or name its directory with --dir";

    private final DriverDirectory directory;
    private final ControlFile file;
    private final CountersReader counters;

    private OpenDirectory(DriverDirectory directory, ControlFile file) {
        this.directory = directory;
        this.file = file;
        this.counters = new CountersReader(file.counterMetadataBuffer(), file.counterValuesBuffer());
    }

    /**
     * Opens it.
     *
     * @throws ToolException if there is none, or its control file cannot be read
     */
    static OpenDirectory open(Path path) {
        DriverDirectory directory = new DriverDirectory(path);
        requireControlFile(directory);
        ControlFile file;
        try {
            file = ControlFile.mapReadOnly(directory.controlFile());
        } catch (AccessDeniedException e) {
            throw ToolException.absent("the control file " + directory.controlFile()
                    + " may not be read by this user; run as the user of the driver");
        } catch (IOException e) {
            throw ToolException.absent("the control file " + directory.controlFile() + " cannot be read: "
                    + e.getMessage() + "; try again, or start the driver again");
        }
        try {
            requireReadable(file);
            return new OpenDirectory(directory, file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    DriverDirectory directory() {
        return directory;
    }

    ControlFile file() {
        return file;
    }

    CountersReader counters() {
        return counters;
    }

    /** All counters as they are now; the driver counts as dead when its last sign of life is older than the timeout. */
    Snapshot snapshot(long nowMs, long driverTimeoutMs) {
        DriverSighting sighting = directory.look(nowMs, driverTimeoutMs);
        return Snapshot.take(directory.path(), file, counters, sighting.state(), sighting.heartbeatAgeMs(), nowMs);
    }

    @Override
    public void close() {
        file.close();
    }

    private static void requireControlFile(DriverDirectory directory) {
        if (!directory.exists()) {
            throw ToolException.absent(
                    "there is no directory " + directory.path() + ", so no driver has run there; " + START);
        } else if (!Files.exists(directory.controlFile())) {
            throw ToolException.absent("no driver is running in " + directory.path() + ": it has no "
                    + ControlFileLayout.FILE_NAME + "; " + START);
        }
    }

    private static void requireReadable(ControlFile file) {
        int version = file.version();
        if (version == ControlFileLayout.NOT_READY) {
            throw ToolException.absent("the driver of " + file.path()
                    + " is only starting, or has died while it did; try again, or start it again");
        } else if (!ControlFileLayout.isReadable(version)) {
            throw ToolException.absent("the control file " + file.path() + " has version "
                    + SemanticVersion.toString(version) + ", and this program reads "
                    + SemanticVersion.major(ControlFileLayout.FILE_VERSION)
                    + ".x.x; use the tools that belong to that driver");
        } else if (!file.isComplete() || !fits(file)) {
            throw ToolException.absent("the control file " + file.path() + " is damaged: its " + file.fileLength()
                    + " bytes are not all that it speaks of; start the driver again");
        }
    }

    private static boolean fits(ControlFile file) {
        long values = file.counterValuesBuffer().capacity();
        return file.counterMetadataBuffer().capacity()
                >= values / CountersReader.COUNTER_LENGTH * CountersReader.METADATA_LENGTH;
    }
}
