package io.tradebus.core.files;

import io.tradebus.core.StorageException;
import io.tradebus.core.format.control.ControlFileLayout;
import io.tradebus.core.format.control.ControlFileLengths;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The mapped {@code cnc.dat}, in which a driver and its clients meet. See docs/shared-memory.md#cncdat.
 *
 * <p>The buffers handed out must not be used after {@link #close}; they have length 0 then, so
 * that a late access fails and not the JVM. A file that was mapped read-only must not be written.
 */
public final class ControlFile implements AutoCloseable {
    private final Path path;
    /** What tells this file from another one at the same path; null when that is not known. */
    private final @Nullable Object key;

    private final MappedByteBuffer mapped;
    private final UnsafeBuffer file;
    private final List<UnsafeBuffer> sections = new CopyOnWriteArrayList<>();

    private @Nullable Run lastRun;
    private boolean isClosed;

    /**
     * One run of a driver.
     *
     * @param startTimestampMs when it started, in milliseconds since the epoch
     * @param pid its process
     */
    private record Run(long startTimestampMs, long pid) {}

    private ControlFile(Path path, MappedByteBuffer mapped, @Nullable Object key) {
        this.path = path;
        this.key = key;
        this.mapped = mapped;
        this.file = new UnsafeBuffer(mapped);
    }

    /** Has the JVM make what it needs to map a file and to reach what is in it, so that the first one is mapped sooner. Nothing is mapped. Any thread. */
    public static void prepareMapping() {
        MappedFile.prepare();
    }

    /**
     * Creates the file in a driver directory, with all metadata except for the version; nobody trusts the file before
     * {@link #publishVersion}. All blocks are allocated.
     *
     * @param clientLivenessTimeoutNs told to clients
     * @throws StorageException if the file exists or there is not enough space; then no file is left behind
     */
    public static ControlFile create(
            Path directory, ControlFileLengths lengths, long clientLivenessTimeoutNs, long startTimestampMs, long pid) {
        Path path = directory.resolve(ControlFileLayout.FILE_NAME);
        ControlFile control = new ControlFile(path, MappedFile.create(path, lengths.fileLength()), null);
        ControlFileLayout.write(control.file, lengths, clientLivenessTimeoutNs, startTimestampMs, pid);
        return control;
    }

    /**
     * Maps the file of a driver to read and write.
     *
     * @throws IOException if it is not there, cannot be opened or is shorter than its metadata
     */
    public static ControlFile map(Path path) throws IOException {
        return map(path, MapMode.READ_WRITE);
    }

    /** Maps the file of a driver, dead or alive, to read only. */
    public static ControlFile mapReadOnly(Path path) throws IOException {
        return map(path, MapMode.READ_ONLY);
    }

    /** Says that all else is in place; clients connect from now on. Called once, by the driver. */
    public void publishVersion() {
        ControlFileLayout.versionRelease(file, ControlFileLayout.FILE_VERSION);
    }

    /** The version, or {@link ControlFileLayout#NOT_READY}; the rest is valid only after a version was seen. */
    public int version() {
        return ControlFileLayout.versionAcquire(file);
    }

    /** Whether the file is long enough for its sections. Nothing but the metadata may be read when it is not. */
    public boolean isComplete() {
        return ControlFileLayout.requiredLength(file) <= file.capacity()
                && ControlFileLayout.toDriverLength(file) > ControlFileLayout.TO_DRIVER_TRAILER_LENGTH;
    }

    /** The command ring from clients to the driver, trailer included. */
    public UnsafeBuffer toDriverBuffer() {
        return section(ControlFileLayout.toDriverOffset(), ControlFileLayout.toDriverLength(file));
    }

    /** The broadcast of events from the driver to clients, trailer included. */
    public UnsafeBuffer toClientsBuffer() {
        return section(ControlFileLayout.toClientsOffset(file), ControlFileLayout.toClientsLength(file));
    }

    public UnsafeBuffer counterMetadataBuffer() {
        return section(ControlFileLayout.counterMetadataOffset(file), ControlFileLayout.counterMetadataLength(file));
    }

    public UnsafeBuffer counterValuesBuffer() {
        return section(ControlFileLayout.counterValuesOffset(file), ControlFileLayout.counterValuesLength(file));
    }

    public UnsafeBuffer errorLogBuffer() {
        return section(ControlFileLayout.errorLogOffset(file), ControlFileLayout.errorLogLength(file));
    }

    public long clientLivenessTimeoutNs() {
        return ControlFileLayout.clientLivenessTimeoutNs(file);
    }

    /** When the driver started, in milliseconds since the epoch. */
    public long startTimestampMs() {
        return ControlFileLayout.startTimestampMs(file);
    }

    /** Process id of the driver. */
    public long pid() {
        return ControlFileLayout.pid(file);
    }

    public int filePageSize() {
        return ControlFileLayout.filePageSize(file);
    }

    /** The driver's last sign of life in milliseconds since the epoch; 0 before the first, -1 after a clean stop. */
    public long heartbeatMs() {
        int ring = ControlFileLayout.toDriverOffset()
                + ControlFileLayout.toDriverLength(file)
                - RingBufferDescriptor.TRAILER_LENGTH;
        return file.getLongAcquire(ring + RingBufferDescriptor.CONSUMER_HEARTBEAT_OFFSET);
    }

    /**
     * Whether there is another file at the path now than the one that was mapped, which may be closed; false when there is
     * none.
     */
    public boolean isReplaced() {
        try {
            Object now = keyOf(path);
            return now == null || key == null ? isOfAnotherDriver() : !now.equals(key);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether both are of the same run of a driver, going by when it started and in which process. Either may be closed. */
    public boolean isOfSameDriver(ControlFile other) {
        return run().equals(other.run());
    }

    private Run run() {
        Run last = lastRun;
        return last == null ? new Run(startTimestampMs(), pid()) : last;
    }

    /** For file systems that do not tell one file from another. */
    private boolean isOfAnotherDriver() throws IOException {
        try (ControlFile now = mapReadOnly(path)) {
            return now.version() != ControlFileLayout.NOT_READY && !isOfSameDriver(now);
        }
    }

    /** Length of the whole file in bytes. */
    public int fileLength() {
        return file.capacity();
    }

    public Path path() {
        return path;
    }

    /** Writes what is in memory to the file system. */
    public void force() {
        mapped.force();
    }

    /** Unmaps the file; a second call does nothing. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            lastRun = run();
            sections.forEach(section -> section.wrap(0, 0));
            file.wrap(0, 0);
            MappedFile.unmap(mapped);
        }
    }

    private static ControlFile map(Path path, MapMode mode) throws IOException {
        // Looked up first: a file that is replaced in between is taken for replaced at once, and not never.
        Object key = keyOf(path);
        MappedByteBuffer mapped = MappedFile.map(path, mode);
        if (mapped.capacity() < ControlFileLayout.METADATA_LENGTH) {
            int length = mapped.capacity();
            MappedFile.unmap(mapped);
            throw new IOException(path + " has " + length + " bytes only, a driver may just be creating it");
        }
        return new ControlFile(path, mapped, key);
    }

    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private UnsafeBuffer section(int offset, int length) {
        UnsafeBuffer section = new UnsafeBuffer(file, offset, length);
        sections.add(section);
        return section;
    }
}
