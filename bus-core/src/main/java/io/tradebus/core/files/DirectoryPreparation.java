package io.tradebus.core.files;

import io.tradebus.core.ActiveDriverException;
import io.tradebus.core.DriverTimeoutException;
import io.tradebus.core.StorageException;
import io.tradebus.core.format.control.ControlFileLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import org.agrona.SemanticVersion;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/**
 * What a driver does with its directory before it starts: see that no other driver is alive in it, see that there is
 * enough space, save the errors of the last run, start over. Nothing is changed when it fails.
 */
public final class DirectoryPreparation {
    private static final String TIMESTAMP = "yyyy-MM-dd-HH-mm-ss-SSSZ";

    /**
     * How to go about it.
     *
     * @param deleteOnStart whether nobody is asked whether another driver is alive
     * @param warnIfExists whether an existing directory is worth a warning
     * @param driverTimeoutMs milliseconds a driver that is just starting is waited for, and age above which a heartbeat
     *     is stale
     * @param neededBytes bytes of all files the driver creates at start
     */
    public record Rules(boolean deleteOnStart, boolean warnIfExists, long driverTimeoutMs, long neededBytes) {}

    private final DriverDirectory directory;
    private final EpochClock clock;
    private final IdleStrategy idle;
    private final @Nullable ZoneId zone;
    private final Consumer<String> notices;

    /**
     * @param idle how to wait for a driver that is just starting, about a millisecond each time
     * @param zone of the times of a saved error log; null for that of the system
     * @param notices told what a user should know
     */
    public DirectoryPreparation(
            DriverDirectory directory,
            EpochClock clock,
            IdleStrategy idle,
            @Nullable ZoneId zone,
            Consumer<String> notices) {
        this.directory = directory;
        this.clock = clock;
        this.idle = idle;
        this.zone = zone;
        this.notices = notices;
    }

    /**
     * Leaves an empty directory with its subdirectories.
     *
     * @throws ActiveDriverException if another driver is alive in it
     * @throws DriverTimeoutException if another driver seems to be starting but does not get there
     * @throws StorageException if there is not enough space, or the directory cannot be deleted or created
     */
    public void run(Rules rules, StorageCheck storage) {
        boolean exists = directory.exists();
        if (exists && rules.warnIfExists()) {
            notices.accept("driver directory " + directory.path() + " exists");
        }
        String errors = exists && !rules.deleteOnStart() ? errorsOfLastRun(rules.driverTimeoutMs()) : "";
        storage.require("the control file and the loss report", rules.neededBytes(), exists ? directory.length() : 0);
        if (!errors.isEmpty()) {
            save(errors);
        }
        if (exists) {
            directory.delete();
        }
        directory.create();
    }

    private String errorsOfLastRun(long driverTimeoutMs) {
        Path file = directory.controlFile();
        if (!hasControlFile(file)) {
            return "";
        }
        try (ControlFile control = ControlFile.mapReadOnly(file)) {
            awaitVersion(control, driverTimeoutMs);
            requireReadable(control);
            DriverSighting sighting = DriverDirectory.look(control, clock.time(), driverTimeoutMs);
            if (sighting.isActive()) {
                throw new ActiveDriverException(directory.path(), sighting.heartbeatAgeMs(), driverTimeoutMs);
            }
            return control.isComplete() ? ErrorLogText.print(control.errorLogBuffer(), zone()) : "";
        } catch (IOException e) {
            throw new StorageException(
                    "cannot tell whether a driver is active in " + directory.path() + ": " + e
                            + "; check the permissions of " + file,
                    file,
                    e);
        }
    }

    /** That of the system takes long to find, and is asked for when there are times to write. */
    private ZoneId zone() {
        return zone == null ? ZoneId.systemDefault() : zone;
    }

    private static boolean hasControlFile(Path file) {
        try {
            return Files.exists(file) && Files.size(file) > ControlFileLayout.METADATA_LENGTH;
        } catch (IOException e) {
            return false;
        }
    }

    private void awaitVersion(ControlFile control, long driverTimeoutMs) {
        long deadlineMs = clock.time() + driverTimeoutMs;
        idle.reset();
        while (control.version() == ControlFileLayout.NOT_READY) {
            if (clock.time() - deadlineMs > 0) {
                throw new DriverTimeoutException(
                        "control file " + control.path() + " was created but not filled within "
                                + driverTimeoutMs
                                + " ms; another driver may have died while it started, then delete the directory"
                                + " or set aeron.dir.delete.on.start");
            }
            idle.idle();
        }
    }

    private void requireReadable(ControlFile control) {
        if (!ControlFileLayout.isReadable(control.version())) {
            throw new StorageException(
                    "control file " + control.path() + " is of version "
                            + SemanticVersion.toString(control.version()) + ", which this driver cannot read;"
                            + " delete the directory, choose another one, or set aeron.dir.delete.on.start",
                    control.path(),
                    null);
        }
    }

    private void save(String errors) {
        String time = DateTimeFormatter.ofPattern(TIMESTAMP, Locale.ROOT)
                .withZone(zone())
                .format(Instant.ofEpochMilli(clock.time()));
        Path file = directory.path().resolveSibling(directory.path().getFileName() + "-" + time + "-error.log");
        try {
            Files.writeString(file, errors, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            notices.accept("errors of the last driver in " + directory.path() + " are saved in " + file);
        } catch (IOException e) {
            throw new StorageException("cannot save the errors of the last driver in " + file + ": " + e, file, e);
        }
    }
}
