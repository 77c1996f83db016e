package io.tradebus.core.files;

import io.tradebus.core.StorageException;
import io.tradebus.core.format.control.ControlFileLayout;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The directory a driver and its clients share: where its files are, whether a driver is alive in it, and how it is
 * created and deleted. See docs/shared-memory.md#driver-directory.
 */
public final class DriverDirectory {
    private static final String PUBLICATIONS = "publications";
    private static final String IMAGES = "images";
    private static final String LOSS_REPORT = "loss-report.dat";
    private static final String EVENTS = "events.dat";
    private static final String LOG_SUFFIX = ".logbuffer";

    private final Path path;

    public DriverDirectory(Path path) {
        this.path = canonical(path);
    }

    public Path path() {
        return path;
    }

    public Path controlFile() {
        return path.resolve(ControlFileLayout.FILE_NAME);
    }

    public Path lossReportFile() {
        return path.resolve(LOSS_REPORT);
    }

    /** What a driver tells of itself to those who watch it; only drivers of ours have it. */
    public Path eventFile() {
        return path.resolve(EVENTS);
    }

    /** The log of a publication. */
    public Path publicationLog(long registrationId) {
        return path.resolve(PUBLICATIONS).resolve(registrationId + LOG_SUFFIX);
    }

    /** The log of what is received from another machine. */
    public Path imageLog(long correlationId) {
        return path.resolve(IMAGES).resolve(correlationId + LOG_SUFFIX);
    }

    public boolean exists() {
        return Files.exists(path);
    }

    /**
     * Looks whether a driver is alive here. Never waits.
     *
     * @param nowMs milliseconds since the epoch
     * @param driverTimeoutMs age of a heartbeat above which a driver counts as dead
     */
    public DriverSighting look(long nowMs, long driverTimeoutMs) {
        try {
            if (Files.size(controlFile()) <= ControlFileLayout.METADATA_LENGTH) {
                return DriverSighting.of(DriverSighting.State.ABSENT);
            }
            try (ControlFile control = ControlFile.mapReadOnly(controlFile())) {
                return look(control, nowMs, driverTimeoutMs);
            }
        } catch (IOException e) {
            return DriverSighting.of(
                    Files.exists(controlFile()) ? DriverSighting.State.UNREADABLE : DriverSighting.State.ABSENT);
        }
    }

    static DriverSighting look(ControlFile control, long nowMs, long driverTimeoutMs) {
        int version = control.version();
        if (version == ControlFileLayout.NOT_READY) {
            return DriverSighting.of(DriverSighting.State.STARTING);
        }
        if (!ControlFileLayout.isReadable(version) || !control.isComplete()) {
            return DriverSighting.of(DriverSighting.State.UNREADABLE);
        }
        long heartbeatMs = control.heartbeatMs();
        if (heartbeatMs <= 0) {
            DriverSighting.State state =
                    heartbeatMs == 0 ? DriverSighting.State.STARTING : DriverSighting.State.STOPPED;
            return new DriverSighting(state, DriverSighting.NONE, control.pid());
        }
        long ageMs = Math.max(0, nowMs - heartbeatMs);
        return new DriverSighting(
                ageMs <= driverTimeoutMs ? DriverSighting.State.ACTIVE : DriverSighting.State.DEAD,
                ageMs,
                control.pid());
    }

    /** Creates the directory, its parents and its two subdirectories. */
    void create() {
        try {
            Files.createDirectories(path.resolve(PUBLICATIONS));
            Files.createDirectories(path.resolve(IMAGES));
        } catch (IOException e) {
            throw new StorageException(
                    "cannot create driver directory " + path + ": " + e
                            + "; choose one that this user may write to (aeron.dir, bus.driver.directory)",
                    path,
                    e);
        }
    }

    /**
     * Deletes the directory with all that is in it. It is no error when it does not exist.
     *
     * @throws StorageException if something is left, after everything else has been tried
     */
    public void delete() {
        DeletingVisitor visitor = new DeletingVisitor();
        try {
            Files.walkFileTree(path, visitor);
        } catch (IOException e) {
            visitor.failed(e);
        }
        if (visitor.firstFailure != null) {
            throw new StorageException(
                    "cannot delete driver directory " + path + ": " + visitor.firstFailure
                            + "; delete it by hand or choose another one",
                    path,
                    visitor.firstFailure);
        }
    }

    // A link to a directory is resolved first, else starting over would delete the link and leave what it points to.
    private static Path canonical(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    /**
     * Bytes of all files below the directory, as long as they say they are: sparse ones may take less. What cannot be read
     * counts as nothing.
     */
    public long length() {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        MeasuringVisitor visitor = new MeasuringVisitor();
        try {
            Files.walkFileTree(path, visitor);
        } catch (IOException e) {
            return visitor.bytes;
        }
        return visitor.bytes;
    }

    private static final class DeletingVisitor extends SimpleFileVisitor<Path> {
        private @Nullable IOException firstFailure;

        void failed(IOException e) {
            if (firstFailure == null && !(e instanceof NoSuchFileException)) {
                firstFailure = e;
            }
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return delete(file);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            failed(e);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            return delete(directory);
        }

        private FileVisitResult delete(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                failed(e);
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static final class MeasuringVisitor extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
