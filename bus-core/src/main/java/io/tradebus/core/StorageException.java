package io.tradebus.core;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file could not be created, mapped or removed, most often because there is not enough space for it. */
public final class StorageException extends BusException {
    /** What is reported as bytes when space is not what was missing. */
    public static final long UNKNOWN = -1;

    private final Path path;
    private final long neededBytes;
    private final long usableBytes;

    public StorageException(String message, Path path, @Nullable Throwable cause) {
        super(message, cause);
        this.path = path;
        this.neededBytes = UNKNOWN;
        this.usableBytes = UNKNOWN;
    }

    /**
     * Not enough space.
     *
     * @param neededBytes sum of what was to be created
     * @param usableBytes what the file system of {@code path} has left
     */
    public StorageException(String message, Path path, long neededBytes, long usableBytes) {
        super(message);
        this.path = path;
        this.neededBytes = neededBytes;
        this.usableBytes = usableBytes;
    }

    /** Not enough space. The message has the sum, what there is, and three ways out. */
    public static StorageException notEnoughSpace(String what, Path path, long neededBytes, long usableBytes) {
        return new StorageException(
                "not enough space for " + what + " in " + path + ": needs " + neededBytes + " bytes, usable are "
                        + usableBytes
                        + "; make the file system larger (a container: --shm-size), choose a directory on a"
                        + " larger one (aeron.dir, bus.driver.directory), or make terms and buffers smaller"
                        + " (aeron.ipc.term.buffer.length, aeron.term.buffer.length, aeron.counters.buffer.length)",
                path,
                neededBytes,
                usableBytes);
    }

    /** The file or directory concerned. */
    public Path path() {
        return path;
    }

    /** Sum in bytes of what was to be created when there was not enough space, else {@link #UNKNOWN}. */
    public long neededBytes() {
        return neededBytes;
    }

    /** Bytes that were left when there was not enough space, else {@link #UNKNOWN}. */
    public long usableBytes() {
        return usableBytes;
    }
}
